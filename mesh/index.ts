/**
 * Control planes: manifests with which Istio, Envoy Gateway, Consul and plain Envoys load a plugin.
 *
 * @module
 */
export { type EnvoyFilterDelivery, envoyFilter } from "./istio/envoy-filter.ts";
export { istioManifest } from "./istio/istio-manifest.ts";
export { type IstioFeature, istioFeatures } from "./istio/istio-version.ts";
export { type IstioOptions, wasmPlugin } from "./istio/wasm-plugin.ts";
export type { Manifest, ManifestDocument } from "./manifest.ts";
export type {
  Direction,
  FailStrategy,
  MeshPlugin,
  Phase,
  PluginPlacement,
  PluginSettings,
  TargetRef,
} from "./mesh-plugin.ts";
export type { FileSource, HttpSource, ImageSource, ModuleSource } from "./module-source.ts";
export { yamlText } from "./output/yaml-text.ts";
