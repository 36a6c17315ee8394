import { MeshWasmError } from "../../core/error.ts";
import type { PluginProperties } from "../attributes/property-context.ts";
import { toText } from "../bytes.ts";
import { type Plugin, sharesRootContext } from "../wasm/plugin.ts";
import { RootContext } from "../wasm/root-context.ts";
import { crashAtLoad, EnvoyCrash } from "../wasm/trap.ts";
import type { Wasm } from "../wasm/wasm.ts";
import { type StartFailure, startPlugin } from "./start-plugin.ts";
import { loadVm, type Thread } from "./thread.ts";

/** What a plugin can learn of itself and of the proxy. */
export type OwnProperties = Omit<PluginProperties, "declared">;

/** A trial of a plugin, and why it was refused. */
interface Trial {
  plugin: Plugin;
  refusal: MeshWasmError | undefined;
}

/** The VM on the main thread after which those of all threads are made. It serves no plugin; a new one is tried in a copy of it. */
export class BaseVm {
  private readonly main: Thread;
  private readonly trials: Trial[] = [];
  private failure: StartFailure | undefined;

  /** @throws MeshWasmError MW0527 for a module that traps while it is loaded */
  constructor(plugin: Plugin, main: Thread) {
    this.main = main;
    const wasm = loadVm(plugin, main.services, main.name);
    if (wasm.trap) throw trapped(wasm, plugin);
  }

  /** A thread could not start a plugin or hand it its configuration: no further plugin gets such a VM. */
  fail(failure: StartFailure): void {
    this.failure = failure;
  }

  /**
   * Tries whether a plugin takes its configuration.
   *
   * @throws MeshWasmError MW0525 to MW0527 where it does not
   */
  admit(plugin: Plugin, properties: OwnProperties): void {
    const refusal = this.refusalOf(plugin, properties);
    if (refusal) throw refusal;
    if (this.failure) throw sharesRefusal(this.failure, plugin);
  }

  private refusalOf(plugin: Plugin, properties: OwnProperties): MeshWasmError | undefined {
    const { services, name, clusters } = this.main;
    const known = this.trials.find((trial) => sharesRootContext(trial.plugin, plugin, services.envoyMinor));
    if (known) return known.refusal;
    const wasm = loadVm(plugin, services, name);
    if (wasm.trap) return trapped(wasm, plugin);
    const root = new RootContext(wasm, plugin, { ...properties, declared: new Map() }, clusters);
    const failure = startPlugin(root);
    root.drop();
    const refusal = failure && refused(failure, wasm, plugin);
    if (failure !== "start") this.trials.push({ plugin, refusal });
    return refusal;
  }
}

/** The error for a plugin whose module has trapped while it was loaded or configured. */
function trapped({ trap }: Wasm, plugin: Plugin): MeshWasmError {
  const { callback = "", reason = "", error } = trap ?? {};
  if (error instanceof EnvoyCrash) return crashAtLoad(plugin, error);
  return new MeshWasmError("MW0527", `the module of ${named(plugin)} traps in ${callback}: ${reason}`, {
    cause: error,
  });
}

function refused(failure: StartFailure, wasm: Wasm, plugin: Plugin): MeshWasmError {
  if (wasm.trap) return trapped(wasm, plugin);
  const when = failure === "start" ? "when its VM starts" : "to its configuration";
  return new MeshWasmError(codes[failure], `the module of ${named(plugin)} answers false ${when}`);
}

function sharesRefusal(failure: StartFailure, plugin: Plugin): MeshWasmError {
  return new MeshWasmError(codes[failure], `${named(plugin)} shares a VM that has refused another plugin`);
}

const codes = { start: "MW0526", configure: "MW0525" } as const;

function named({ name }: Plugin): string {
  return `plugin "${toText(name)}"`;
}
