/**
 * The names of the old SDK, `@solo-io/proxy-runtime`, and those of its fork `@gcoredev/proxy-wasm-sdk-as`: programs that
 * were written for them run when their imports name this module.
 *
 * @module
 */
export { DataAction as FilterDataStatusValues } from "../abi/enums/data-action";
export { HeadersAction as FilterHeadersStatusValues } from "../abi/enums/headers-action";
export { MetadataAction as FilterMetadataStatusValues } from "../abi/enums/metadata-action";
export { MetricType as MetricTypeValues } from "../abi/enums/metric-type";
export { PeerType as PeerTypeValues } from "../abi/enums/peer-type";
export { Status as WasmResultValues } from "../abi/enums/status";
export { TrailersAction as FilterTrailersStatusValues } from "../abi/enums/trailers-action";
export { BaseContext } from "./base-context";
export { get_buffer_bytes, get_buffer_status, set_buffer_bytes } from "./buffer-functions";
export { get_status } from "./call-status";
export { Context } from "./context";
export {
  deleteContext,
  ensureContext,
  ensureRootContext,
  getBaseContext,
  getContext,
  getRootContext,
} from "./contexts";
export { Counter } from "./counter";
export { done, proxy_set_effective_context } from "./effective-context";
export { BufferFlagsValues } from "./enums/buffer-flags-values";
export { BufferTypeValues } from "./enums/buffer-type-values";
export { FilterStatusValues } from "./enums/filter-status-values";
export { GrpcStatusValues } from "./enums/grpc-status-values";
export { HeaderMapTypeValues } from "./enums/header-map-type-values";
export { LogLevelValues } from "./enums/log-level-values";
export { StreamTypeValues } from "./enums/stream-type-values";
export { call_foreign_function, clear_route_cache } from "./foreign-function";
export { Gauge } from "./gauge";
export {
  add_header_map_value,
  add_header_map_value_string,
  get_header_map_size,
  get_header_map_value,
  remove_header_map_value,
  remove_header_map_value_string,
  replace_header_map_value,
  replace_header_map_value_string,
} from "./header-map-functions";
export { HeaderPair, Headers, makeHeaderPair } from "./header-pair";
export { Histogram } from "./histogram";
export { HttpCallback } from "./http-callback";
export { continue_request, continue_response, send_http_response, send_local_response } from "./local-reply";
export { log, logLevel } from "./log";
export { define_metric, get_metric, increment_metric, record_metric } from "./metric-functions";
export { get_property, set_property } from "./property-functions";
export { Reference } from "./reference";
export { registerRootContext } from "./register-root-context";
export { RootContext } from "./root-context";
export { GetSharedData, get_shared_data, set_shared_data } from "./shared-data-functions";
export {
  dequeue_shared_queue,
  enqueue_shared_queue,
  register_shared_queue,
  resolve_shared_queue,
} from "./shared-queue-functions";
export { stream_context } from "./stream-context";
export { get_current_time_nanoseconds, set_tick_period_milliseconds } from "./time";
