import type { ManifestDocument } from "../manifest.ts";
import type { MeshPlugin } from "../mesh-plugin.ts";
import { wasmFilter, wasmFilterTypes } from "./wasm-filter.ts";

/** A filter whose configuration Envoy reads from a file, and reads again when another file is moved there (ECDS). */
export function discoveredFilter({ name, type = "http" }: MeshPlugin, path: string): ManifestDocument {
  return {
    name,
    config_discovery: {
      config_source: {
        path_config_source: { path },
        resource_api_version: "V3",
        // However long the module takes to be fetched and compiled, nothing passes without it
        initial_fetch_timeout: "0s",
      },
      type_urls: [wasmFilterTypes[type]],
    },
  };
}

/**
 * What stands in that file.
 *
 * @throws MeshWasmError as {@link wasmFilter}
 */
export function discoveryFile(plugin: MeshPlugin): ManifestDocument {
  const type = "type.googleapis.com/envoy.config.core.v3.TypedExtensionConfig";
  return { resources: [{ "@type": type, name: plugin.name, typed_config: wasmFilter(plugin, "envoy") }] };
}

/** What whoever puts them in place should know. */
export function discoveryNote(path: string | undefined): string {
  return `The second document is the file ${path}: Envoy reads it again when another one is moved there (mv).`;
}
