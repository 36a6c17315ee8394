/**
 * Control planes: manifests with which Istio, Envoy Gateway, Consul, Linkerd, Google Cloud and plain Envoys load a plugin.
 *
 * @module
 */

export { type ConsulOptions, serviceDefaults } from "./consul/service-defaults.ts";
export { type Change, type DeployOptions, deploy } from "./deploy/deploy.ts";
export { deployed } from "./deploy/deployed.ts";
export { digestIn } from "./deploy/digest-in.ts";
export { historyOf, type Revision } from "./deploy/history.ts";
export { rollback } from "./deploy/rollback.ts";
export type { Address } from "./envoy/address.ts";
export { envoyBootstrap } from "./envoy/bootstrap.ts";
export { type DiscoveryOptions, envoyDiscovery } from "./envoy/discovery.ts";
export type { EnvoyOptions } from "./envoy/own-envoy.ts";
export { extensionPolicy } from "./envoy-gateway/extension-policy.ts";
export { type GoogleEvent, type GoogleOptions, serviceExtension } from "./google/service-extension.ts";
export { type EnvoyFilterDelivery, envoyFilter } from "./istio/envoy-filter.ts";
export { istioManifest } from "./istio/istio-manifest.ts";
export { type IstioFeature, istioFeatures } from "./istio/istio-version.ts";
export { type IstioOptions, wasmPlugin } from "./istio/wasm-plugin.ts";
export type { ClusterOptions } from "./kubernetes/cluster-access.ts";
export { type ApplyOptions, KubernetesClient } from "./kubernetes/kubernetes-client.ts";
export { type Resource, resourceText } from "./kubernetes/resource.ts";
export { envoyDeployment, type LinkerdOptions, type ModuleVolume } from "./linkerd/envoy-deployment.ts";
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
export { documentFiles } from "./output/document-files.ts";
export { type HelmOptions, helmChart } from "./output/helm-chart.ts";
export { jsonText } from "./output/json-text.ts";
export { kustomization } from "./output/kustomization.ts";
export type { WrittenFile } from "./output/written-file.ts";
export { yamlText } from "./output/yaml-text.ts";
export { adminAddresses } from "./status/admin-addresses.ts";
export { meshStatus } from "./status/mesh-status.ts";
export type { PluginState, ProxyState } from "./status/plugin-state.ts";
export { hasProxy, podProxies } from "./status/pod-proxies.ts";
export type { MeshProxy, ProxySource } from "./status/proxy-source.ts";
