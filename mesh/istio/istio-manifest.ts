import type { Manifest } from "../manifest.ts";
import type { MeshPlugin } from "../mesh-plugin.ts";
import { fieldsText, usedFields } from "../refused-fields.ts";
import { envoyFilter } from "./envoy-filter.ts";
import { type IstioOptions, wasmPlugin } from "./wasm-plugin.ts";
import { beyondWasmPlugin } from "./words.ts";

/**
 * The resource of Istio that can express what is asked: `WasmPlugin` or `TrafficExtension` where they have the fields, else
 * `EnvoyFilter`, with a note that says why.
 *
 * @throws MeshWasmError as {@link wasmPlugin} and {@link envoyFilter}
 */
export function istioManifest(plugin: MeshPlugin, options: IstioOptions = {}): Manifest {
  const beyond = usedFields(plugin, beyondWasmPlugin);
  if (beyond.length === 0) return wasmPlugin(plugin, options);
  const { documents, notes } = envoyFilter(plugin);
  return { documents, notes: [`This is an EnvoyFilter: WasmPlugin has no field for ${fieldsText(beyond)}.`, ...notes] };
}
