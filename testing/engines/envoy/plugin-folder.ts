import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PluginOptions } from "../../../envoy/index.ts";
import type { PluginPlan } from "../../engine.ts";
import type { PlacedPlugin } from "./bootstrap.ts";

/** Writes modules to where Envoy can be given them from. */
export class PluginFolder {
  readonly #path: string;
  readonly #files = new Map<Uint8Array, string>();

  private constructor(path: string) {
    this.#path = path;
  }

  static async make(): Promise<PluginFolder> {
    return new PluginFolder(await mkdtemp(join(tmpdir(), "mesh-wasm-test-")));
  }

  async place(plugin: PluginPlan): Promise<PlacedPlugin> {
    return { kind: plugin.kind, options: { ...optionsOf(plugin), module: await this.#fileOf(plugin.wasm) } };
  }

  async remove(): Promise<void> {
    await rm(this.#path, { recursive: true, force: true });
  }

  async #fileOf(wasm: Uint8Array): Promise<string> {
    const known = this.#files.get(wasm);
    if (known) return known;
    const file = join(this.#path, `${this.#files.size}.wasm`);
    this.#files.set(wasm, file);
    await writeFile(file, wasm);
    return file;
  }
}

function optionsOf(plugin: PluginPlan): Omit<PluginOptions, "module"> {
  const { name, rootId, vmId, configuration, vmConfiguration, environmentVariables } = plugin;
  const { failurePolicy, allowOnHeadersStopIteration } = plugin;
  return {
    name,
    rootId,
    vmId,
    environmentVariables,
    ...(configuration !== undefined && { configuration }),
    ...(vmConfiguration !== undefined && { vmConfiguration }),
    ...(failurePolicy && { failurePolicy }),
    ...(allowOnHeadersStopIteration !== undefined && { allowOnHeadersStopIteration }),
  };
}
