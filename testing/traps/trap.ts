import {
  type ExplainedTrap,
  explainTrapIn,
  readTrapModule,
  type Trap as ToldTrap,
  type TrapModule,
} from "../../module/symbolicate/index.ts";
import type { PluginPlan } from "../engine.ts";

/**
 * A call into a module that ended with a trap: an abort of the filter, or a fault such as an index out of bounds, with the
 * functions that were running and their lines.
 */
export interface Trap extends ExplainedTrap {
  /** Name of the plugin; empty where the engine does not say it. */
  plugin: string;
  /** Number of the worker, or `main` for the thread that tries a configuration before the workers get it. */
  thread: "main" | number;
}

/** Explains traps of the plugins of a proxy. */
export class TrapExplainer {
  readonly #plugins = new Map<string, PluginPlan>();
  readonly #modules = new Map<Uint8Array, TrapModule>();

  constructor(plugins: readonly PluginPlan[]) {
    for (const plugin of plugins) this.#plugins.set(plugin.name, plugin);
  }

  /** Another module has taken the place of a plugin. */
  replace(plugin: PluginPlan): void {
    this.#plugins.set(plugin.name, plugin);
  }

  /** Name of the plugin, where there is but one. */
  get onlyPlugin(): string | undefined {
    const [only] = this.#plugins.values();
    return this.#plugins.size === 1 ? only?.name : undefined;
  }

  /** @param name of the plugin, where it is known */
  explain(name: string | undefined, thread: "main" | number, trap: ToldTrap): Trap {
    const plugin = this.#plugins.get(name ?? "") ?? this.#plugins.get(this.onlyPlugin ?? "");
    return { ...explainTrapIn(this.#moduleOf(plugin), trap), plugin: plugin?.name ?? name ?? "", thread };
  }

  #moduleOf(plugin: PluginPlan | undefined): TrapModule {
    const wasm = plugin?.wasm ?? emptyModule;
    const read = this.#modules.get(wasm) ?? readTrapModule(wasm, plugin?.sourceMap());
    this.#modules.set(wasm, read);
    return read;
  }
}

/** Stands for a module that is not known. */
const emptyModule = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
