/**
 * A Proxy-Wasm host: what Envoy does with Wasm plugins, without Envoy, in Node and in browsers.
 *
 * @module
 */

export type { ClientStream } from "./client-stream.ts";
export type { HostAddress } from "./dns/dns-answer.ts";
export type { HostNames } from "./dns/dns-resolver.ts";
export { type ConnectOptions, createHost, Host, type TcpConnection } from "./host.ts";
export { type EnvoyVersion, envoyVersions, type HostOptions, type HostPlugin, type HostVm } from "./host-options.ts";
export type { HeaderField } from "./http/header-map.ts";
export type { ResponseReceiver } from "./http/response-receiver.ts";
export type { Route, RouteMatch } from "./http/route-table.ts";
export type { HttpConnection } from "./http-connection.ts";
export type { TcpReceiver } from "./tcp/tcp-stream.ts";
export type { ClusterOptions, UpstreamConnection, UpstreamConnectionReceiver } from "./upstream/cluster.ts";
export type { Upstream, UpstreamReceiver, UpstreamStream } from "./upstream/upstream-stream.ts";
export type { LogLevel, LogLine, TraceEvent } from "./wasm/services.ts";
export type { Trap } from "./wasm/trap.ts";
