export type {
  EnvoyAdmin,
  EnvoyListener,
  Histogram,
  LogLevel,
  ServerInfo,
} from "./admin.ts";
export { type HttpProxyOptions, httpBootstrap, printBootstrap } from "./bootstrap.ts";
export type {
  Address,
  Admin,
  Bootstrap,
  Cluster,
  Filter,
  FilterChain,
  HttpFilter,
  LbEndpoint,
  Listener,
  LoadAssignment,
  Node,
  SocketAddress,
  StaticResources,
  StringValue,
  TypedConfig,
  WasmPluginConfig,
  WasmVmConfig,
} from "./bootstrap-types.ts";
export type { ClusterOptions } from "./cluster.ts";
export { type EchoedRequest, type EchoOptions, type EchoUpstream, startEcho } from "./echo.ts";
export type { EnvoySource } from "./envoy-candidates.ts";
export type { Exit } from "./envoy-process.ts";
export { type EnvoyBinary, type EnvoyOptions, findEnvoy } from "./find-envoy.ts";
export { findOrInstallEnvoy, installEnvoy } from "./install-envoy.ts";
export { type EnvoyListing, listEnvoys } from "./list-envoys.ts";
export type { EnvoyLogs } from "./logs.ts";
export { type FailurePolicy, type PluginOptions, wasmHttpFilter, wasmPluginConfig } from "./plugin.ts";
export type { DirectResponse, HeaderMatch, RouteAction, RouteMatch, RouteOptions } from "./route.ts";
export type { RunningEnvoy } from "./running-envoy.ts";
export { startEnvoy } from "./start-envoy.ts";
export type { StartOptions } from "./start-options.ts";
export { useEnvoy } from "./use-envoy.ts";
export { validateBootstrap } from "./validate-bootstrap.ts";
export { defaultEnvoyVersion } from "./wheel-releases.ts";
