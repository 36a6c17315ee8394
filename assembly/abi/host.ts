// Every function that Envoy offers to modules of ABI 0.2.1, by the names and with the parameters of the specification
// (https://github.com/proxy-wasm/spec/tree/main/abi-versions/v0.2.1). A `…Data` is the address of bytes that the host
// reads; a `return…` is an address at which the host writes: for bytes first where they lie (in memory that it took from
// proxy_on_memory_allocate), then how many. Only a called one becomes an import of the module.
import { BufferType } from "./enums/buffer-type";
import { HeaderMapType } from "./enums/header-map-type";
import { LogLevel } from "./enums/log-level";
import { MetricType } from "./enums/metric-type";
import { Status } from "./enums/status";
import { StreamType } from "./enums/stream-type";

/** Writes a line to the proxy's log. */
// @ts-ignore: decorator
@external("env", "proxy_log")
export declare function proxy_log(logLevel: LogLevel, messageData: usize, messageSize: u32): Status;

/** Tells the level below which log messages are dropped. */
// @ts-ignore: decorator
@external("env", "proxy_get_log_level")
export declare function proxy_get_log_level(returnLogLevel: usize): Status;

/** Ends a root context whose proxy_on_done had answered false. */
// @ts-ignore: decorator
@external("env", "proxy_done")
export declare function proxy_done(): Status;

/** Makes the following host calls act on another context. */
// @ts-ignore: decorator
@external("env", "proxy_set_effective_context")
export declare function proxy_set_effective_context(contextId: u32): Status;

/** Reads the time since 1970 in nanoseconds. */
// @ts-ignore: decorator
@external("env", "proxy_get_current_time_nanoseconds")
export declare function proxy_get_current_time_nanoseconds(returnTime: usize): Status;

/** Has proxy_on_tick called every so many milliseconds; 0 stops it. */
// @ts-ignore: decorator
@external("env", "proxy_set_tick_period_milliseconds")
export declare function proxy_set_tick_period_milliseconds(tickPeriod: u32): Status;

/** Reads an attribute of the request, the connection or the node. */
// @ts-ignore: decorator
@external("env", "proxy_get_property")
export declare function proxy_get_property(
  pathData: usize,
  pathSize: u32,
  returnValueData: usize,
  returnValueSize: usize,
): Status;

/** Writes filter state `wasm.PATH` of the stream. */
// @ts-ignore: decorator
@external("env", "proxy_set_property")
export declare function proxy_set_property(pathData: usize, pathSize: u32, valueData: usize, valueSize: u32): Status;

/** Reads a part of a body, a message or a configuration. */
// @ts-ignore: decorator
@external("env", "proxy_get_buffer_bytes")
export declare function proxy_get_buffer_bytes(
  bufferId: BufferType,
  start: u32,
  maxSize: u32,
  returnValueData: usize,
  returnValueSize: usize,
): Status;

/** Tells how many bytes a buffer holds. */
// @ts-ignore: decorator
@external("env", "proxy_get_buffer_status")
export declare function proxy_get_buffer_status(
  bufferId: BufferType,
  returnBufferSize: usize,
  returnIgnored: usize,
): Status;

/** Replaces, prepends or appends bytes of a body. */
// @ts-ignore: decorator
@external("env", "proxy_set_buffer_bytes")
export declare function proxy_set_buffer_bytes(
  bufferId: BufferType,
  start: u32,
  size: u32,
  valueData: usize,
  valueSize: u32,
): Status;

/** Tells the size of a map; in Envoy the bytes that it occupies there, which is neither the count nor the serialized size. */
// @ts-ignore: decorator
@external("env", "proxy_get_header_map_size")
export declare function proxy_get_header_map_size(mapId: HeaderMapType, returnSerializedPairsSize: usize): Status;

/** Reads all fields of a map. */
// @ts-ignore: decorator
@external("env", "proxy_get_header_map_pairs")
export declare function proxy_get_header_map_pairs(
  mapId: HeaderMapType,
  returnSerializedPairsData: usize,
  returnSerializedPairsSize: usize,
): Status;

/** Replaces all fields of a map. */
// @ts-ignore: decorator
@external("env", "proxy_set_header_map_pairs")
export declare function proxy_set_header_map_pairs(
  mapId: HeaderMapType,
  serializedPairsData: usize,
  serializedPairsSize: u32,
): Status;

/** Reads the first value of a field. */
// @ts-ignore: decorator
@external("env", "proxy_get_header_map_value")
export declare function proxy_get_header_map_value(
  mapId: HeaderMapType,
  keyData: usize,
  keySize: u32,
  returnValueData: usize,
  returnValueSize: usize,
): Status;

/** Adds a value to a field. */
// @ts-ignore: decorator
@external("env", "proxy_add_header_map_value")
export declare function proxy_add_header_map_value(
  mapId: HeaderMapType,
  keyData: usize,
  keySize: u32,
  valueData: usize,
  valueSize: u32,
): Status;

/** Sets a field to one value. */
// @ts-ignore: decorator
@external("env", "proxy_replace_header_map_value")
export declare function proxy_replace_header_map_value(
  mapId: HeaderMapType,
  keyData: usize,
  keySize: u32,
  valueData: usize,
  valueSize: u32,
): Status;

/** Removes a field with all its values. */
// @ts-ignore: decorator
@external("env", "proxy_remove_header_map_value")
export declare function proxy_remove_header_map_value(mapId: HeaderMapType, keyData: usize, keySize: u32): Status;

/** Resumes a paused stream. */
// @ts-ignore: decorator
@external("env", "proxy_continue_stream")
export declare function proxy_continue_stream(streamType: StreamType): Status;

/** Closes or resets a stream. */
// @ts-ignore: decorator
@external("env", "proxy_close_stream")
export declare function proxy_close_stream(streamType: StreamType): Status;

/** Answers the request in place of the upstream. */
// @ts-ignore: decorator
@external("env", "proxy_send_local_response")
export declare function proxy_send_local_response(
  statusCode: u32,
  statusCodeDetailsData: usize,
  statusCodeDetailsSize: u32,
  bodyData: usize,
  bodySize: u32,
  serializedHeadersData: usize,
  serializedHeadersSize: u32,
  grpcStatus: u32,
): Status;

/** Reads status code and message of the call that was answered. */
// @ts-ignore: decorator
@external("env", "proxy_get_status")
export declare function proxy_get_status(
  returnStatusCode: usize,
  returnStatusMessageData: usize,
  returnStatusMessageSize: usize,
): Status;

/** Sends an HTTP request to a cluster. */
// @ts-ignore: decorator
@external("env", "proxy_http_call")
export declare function proxy_http_call(
  upstreamNameData: usize,
  upstreamNameSize: u32,
  serializedHeadersData: usize,
  serializedHeadersSize: u32,
  bodyData: usize,
  bodySize: u32,
  serializedTrailersData: usize,
  serializedTrailersSize: u32,
  timeout: u32,
  returnCallId: usize,
): Status;

/** Sends a unary gRPC request to a cluster or gRPC service. */
// @ts-ignore: decorator
@external("env", "proxy_grpc_call")
export declare function proxy_grpc_call(
  upstreamNameData: usize,
  upstreamNameSize: u32,
  serviceNameData: usize,
  serviceNameSize: u32,
  methodNameData: usize,
  methodNameSize: u32,
  serializedInitialMetadataData: usize,
  serializedInitialMetadataSize: u32,
  messageData: usize,
  messageSize: u32,
  timeout: u32,
  returnCallId: usize,
): Status;

/** Opens a gRPC stream to a cluster or gRPC service. */
// @ts-ignore: decorator
@external("env", "proxy_grpc_stream")
export declare function proxy_grpc_stream(
  upstreamNameData: usize,
  upstreamNameSize: u32,
  serviceNameData: usize,
  serviceNameSize: u32,
  methodNameData: usize,
  methodNameSize: u32,
  serializedInitialMetadataData: usize,
  serializedInitialMetadataSize: u32,
  returnStreamId: usize,
): Status;

/** Sends a message on a gRPC stream. */
// @ts-ignore: decorator
@external("env", "proxy_grpc_send")
export declare function proxy_grpc_send(streamId: u32, messageData: usize, messageSize: u32, endStream: bool): Status;

/** Drops a gRPC call or resets a gRPC stream. */
// @ts-ignore: decorator
@external("env", "proxy_grpc_cancel")
export declare function proxy_grpc_cancel(callOrStreamId: u32): Status;

/** Closes a gRPC call or stream from our side. */
// @ts-ignore: decorator
@external("env", "proxy_grpc_close")
export declare function proxy_grpc_close(callOrStreamId: u32): Status;

/** Stores a value that all VMs with the same vm id see. */
// @ts-ignore: decorator
@external("env", "proxy_set_shared_data")
export declare function proxy_set_shared_data(
  keyData: usize,
  keySize: u32,
  valueData: usize,
  valueSize: u32,
  cas: u32,
): Status;

/** Reads a shared value and its compare-and-swap number. */
// @ts-ignore: decorator
@external("env", "proxy_get_shared_data")
export declare function proxy_get_shared_data(
  keyData: usize,
  keySize: u32,
  returnValueData: usize,
  returnValueSize: usize,
  returnCas: usize,
): Status;

/** Opens a queue of this vm id, or makes it. */
// @ts-ignore: decorator
@external("env", "proxy_register_shared_queue")
export declare function proxy_register_shared_queue(nameData: usize, nameSize: u32, returnQueueId: usize): Status;

/** Finds the queue of another vm id. */
// @ts-ignore: decorator
@external("env", "proxy_resolve_shared_queue")
export declare function proxy_resolve_shared_queue(
  vmIdData: usize,
  vmIdSize: u32,
  nameData: usize,
  nameSize: u32,
  returnQueueId: usize,
): Status;

/** Puts a value at the end of a queue. */
// @ts-ignore: decorator
@external("env", "proxy_enqueue_shared_queue")
export declare function proxy_enqueue_shared_queue(queueId: u32, valueData: usize, valueSize: u32): Status;

/** Takes the first value of a queue. */
// @ts-ignore: decorator
@external("env", "proxy_dequeue_shared_queue")
export declare function proxy_dequeue_shared_queue(
  queueId: u32,
  returnValueData: usize,
  returnValueSize: usize,
): Status;

/** Defines a metric and gives its id. */
// @ts-ignore: decorator
@external("env", "proxy_define_metric")
export declare function proxy_define_metric(
  metricType: MetricType,
  nameData: usize,
  nameSize: u32,
  returnMetricId: usize,
): Status;

/** Sets a gauge, adds to a counter or records a value of a histogram. */
// @ts-ignore: decorator
@external("env", "proxy_record_metric")
export declare function proxy_record_metric(metricId: u32, value: i64): Status;

/** Adds to a counter or gauge. */
// @ts-ignore: decorator
@external("env", "proxy_increment_metric")
export declare function proxy_increment_metric(metricId: u32, delta: i64): Status;

/** Reads a counter or gauge. */
// @ts-ignore: decorator
@external("env", "proxy_get_metric")
export declare function proxy_get_metric(metricId: u32, returnValue: usize): Status;

/** Calls a function that the host knows by name, see foreignFunctions. */
// @ts-ignore: decorator
@external("env", "proxy_call_foreign_function")
export declare function proxy_call_foreign_function(
  nameData: usize,
  nameSize: u32,
  argumentsData: usize,
  argumentsSize: u32,
  returnResultsData: usize,
  returnResultsSize: usize,
): Status;

/** Looks up a host name; envoy_on_resolve_dns gets the answer. */
// @ts-ignore: decorator
@external("env", "envoy_resolve_dns")
export declare function envoy_resolve_dns(dnsAddressData: usize, dnsAddressSize: u32, returnToken: usize): Status;

