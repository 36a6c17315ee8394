import type { ManifestDocument } from "../manifest.ts";
import type { MeshPlugin } from "../mesh-plugin.ts";
import { type Fetcher, pluginConfig } from "./plugin-config.ts";

/** The types of Envoy's Wasm filters. */
export const wasmFilterTypes = {
  http: "type.googleapis.com/envoy.extensions.filters.http.wasm.v3.Wasm",
  network: "type.googleapis.com/envoy.extensions.filters.network.wasm.v3.Wasm",
} as const;

/**
 * The configuration of Envoy's Wasm filter for a plugin.
 *
 * @throws MeshWasmError as {@link pluginConfig}
 */
export function wasmFilter(plugin: MeshPlugin, fetcher: Fetcher): ManifestDocument {
  return { "@type": wasmFilterTypes[plugin.type ?? "http"], config: pluginConfig(plugin, fetcher) };
}
