/**
 * Tests of filters: one file runs on the host of mesh-wasm, in a millisecond per request, and in a real Envoy.
 *
 * @module
 */
export {
  assertBody,
  assertCalled,
  assertCounter,
  assertGauge,
  assertHeader,
  assertLocalReply,
  assertLogged,
  assertNoHeader,
  assertNotLogged,
  assertNotReachedUpstream,
  assertReachedUpstream,
  assertStatus,
  assertTrapped,
} from "./assertions.ts";
export type { ClusterSettings, MetadataInput } from "./cluster-settings.ts";
export type { EngineName, PluginKind, Protocol, TraceEvent } from "./engine.ts";
export { Exchange, TestResponse } from "./exchange/exchange.ts";
export type { GrpcCall, RequestOptions } from "./exchange/request-options.ts";
export type { FilterClock } from "./filter-clock.ts";
export type { BodyInput, Chunk } from "./http/body.ts";
export { type HeadersInput, type HeaderValue, TestHeaders } from "./http/headers.ts";
export { Message } from "./http/message.ts";
export { loadChain, loadFilter } from "./load-filter.ts";
export type { FilterLogs } from "./logs/filter-logs.ts";
export type { LogLevel, LogLine } from "./logs/log-book.ts";
export type { LogFilter, LogView } from "./logs/log-view.ts";
export type { FilterMetrics, Histogram } from "./metrics.ts";
export type { ChainPlugin, FilterOptions, PluginSettings, ProxySettings } from "./options.ts";
export type { SharedState } from "./shared-state.ts";
export { type SkipContext, skippable } from "./skippable.ts";
export type { TcpConnection, TcpConnectOptions } from "./tcp/tcp-connection.ts";
export type { TcpEnd } from "./tcp/tcp-end.ts";
export type { TestFilter } from "./test-filter.ts";
export type { Trap } from "./traps/trap.ts";
export { type Feature, supports } from "./unsupported.ts";
export type { StreamingCall } from "./upstream/streaming-call.ts";
export type {
  GrpcAnswer,
  ScriptedUpstream,
  StreamingUpstream,
  UnreachableUpstream,
  Upstream,
  UpstreamAnswer,
  UpstreamHandler,
  UrlUpstream,
} from "./upstream/upstream.ts";
export { type GrpcRequest, UpstreamRequest } from "./upstream/upstream-request.ts";
