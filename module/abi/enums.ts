import type { EnumDefinition, EnumName } from "./types.ts";

/**
 * Every enum of the ABI by the name that the specification (or Envoy) gives it.
 *
 * @example
 * enums.proxy_map_type_t.values.HTTP_RESPONSE_HEADERS; // 2
 */
export const enums = {
  proxy_log_level_t: {
    origin: "spec",
    doc: "How important a log message is.",
    values: { TRACE: 0, DEBUG: 1, INFO: 2, WARN: 3, ERROR: 4, CRITICAL: 5 },
  },
  proxy_status_t: {
    origin: "spec",
    doc: "What became of a host call. BAD_EXPRESSION, RESULT_MISMATCH and BROKEN_CONNECTION exist in Envoy only.",
    values: {
      OK: 0,
      NOT_FOUND: 1,
      BAD_ARGUMENT: 2,
      SERIALIZATION_FAILURE: 3,
      PARSE_FAILURE: 4,
      BAD_EXPRESSION: 5,
      INVALID_MEMORY_ACCESS: 6,
      EMPTY: 7,
      CAS_MISMATCH: 8,
      RESULT_MISMATCH: 9,
      INTERNAL_FAILURE: 10,
      BROKEN_CONNECTION: 11,
      UNIMPLEMENTED: 12,
    },
  },
  proxy_action_t: {
    origin: "spec",
    doc: "What the host does with a stream after a callback. Envoy reads more values, see the Filter…Status enums.",
    values: { CONTINUE: 0, PAUSE: 1 },
  },
  proxy_buffer_type_t: {
    origin: "spec",
    doc: "A buffer of bytes that the host holds.",
    values: {
      HTTP_REQUEST_BODY: 0,
      HTTP_RESPONSE_BODY: 1,
      DOWNSTREAM_DATA: 2,
      UPSTREAM_DATA: 3,
      HTTP_CALL_RESPONSE_BODY: 4,
      GRPC_CALL_MESSAGE: 5,
      VM_CONFIGURATION: 6,
      PLUGIN_CONFIGURATION: 7,
      FOREIGN_FUNCTION_ARGUMENTS: 8,
    },
  },
  proxy_map_type_t: {
    origin: "spec",
    doc: "A map of HTTP fields or gRPC metadata that the host holds.",
    values: {
      HTTP_REQUEST_HEADERS: 0,
      HTTP_REQUEST_TRAILERS: 1,
      HTTP_RESPONSE_HEADERS: 2,
      HTTP_RESPONSE_TRAILERS: 3,
      GRPC_CALL_INITIAL_METADATA: 4,
      GRPC_CALL_TRAILING_METADATA: 5,
      HTTP_CALL_RESPONSE_HEADERS: 6,
      HTTP_CALL_RESPONSE_TRAILERS: 7,
    },
  },
  proxy_peer_type_t: {
    origin: "spec",
    doc: "Who closed a connection.",
    values: { UNKNOWN: 0, LOCAL: 1, REMOTE: 2 },
  },
  proxy_stream_type_t: {
    origin: "spec",
    doc: "A direction of a stream. Envoy cannot continue UPSTREAM (status UNIMPLEMENTED).",
    values: { HTTP_REQUEST: 0, HTTP_RESPONSE: 1, DOWNSTREAM: 2, UPSTREAM: 3 },
  },
  proxy_metric_type_t: {
    origin: "spec",
    doc: "A kind of metric.",
    values: { COUNTER: 0, GAUGE: 1, HISTOGRAM: 2 },
  },
  FilterHeadersStatus: {
    origin: "envoy",
    doc: "What Envoy reads from a headers callback. ContinueAndEndStream counts as Continue.",
    values: {
      Continue: 0,
      StopIteration: 1,
      ContinueAndEndStream: 2,
      StopAllIterationAndBuffer: 3,
      StopAllIterationAndWatermark: 4,
    },
  },
  FilterDataStatus: {
    origin: "envoy",
    doc: "What Envoy reads from a body callback.",
    values: { Continue: 0, StopIterationAndBuffer: 1, StopIterationAndWatermark: 2, StopIterationNoBuffer: 3 },
  },
  FilterTrailersStatus: {
    origin: "envoy",
    doc: "What Envoy reads from a trailers callback.",
    values: { Continue: 0, StopIteration: 1 },
  },
  FilterMetadataStatus: {
    origin: "envoy",
    doc: "What Envoy reads from a callback for HTTP/2 METADATA frames; it always continues.",
    values: { Continue: 0 },
  },
  wasi_errno_t: {
    origin: "spec",
    doc: "What Envoy's WASI functions return. NOTDIR, NOENT, NOSYS and NOTCAPABLE are not in the specification.",
    values: { SUCCESS: 0, BADF: 8, NOTDIR: 20, FAULT: 21, INVAL: 28, NOENT: 44, NOSYS: 52, NOTSUP: 58, NOTCAPABLE: 76 },
  },
  wasi_fd_id_t: {
    origin: "spec",
    doc: "The files that can be written: lines become log messages at level info and error.",
    values: { STDOUT: 1, STDERR: 2 },
  },
  wasi_clock_id_t: {
    origin: "spec",
    doc: "The clocks that can be read.",
    values: { REALTIME: 0, MONOTONIC: 1 },
  },
} as const satisfies Record<EnumName, EnumDefinition>;
