import {
  bytes,
  choice,
  everyAbi,
  flag,
  nowhere,
  returnBytes,
  returnValue,
  since020,
  size,
  specReference,
  value,
} from "./build.ts";
import type { AbiVersion, HostFunction, Param, Phases } from "./types.ts";

const map = choice("map_id", "proxy_map_type_t");
const buffer = choice("buffer_id", "proxy_buffer_type_t");
const stream = choice("stream_type", "proxy_stream_type_t");

/**
 * Every function that Envoy 1.40 offers under the module name `env`, and those that it offered to older ABIs.
 *
 * The names, parameters and versions are the specification's; the types and {@link Phases} were compared with Envoy's.
 */
export const hostFunctions: readonly HostFunction[] = [
  // Logging
  hostCall(
    "proxy_log",
    "Writes a line to the proxy's log.",
    [choice("log_level", "proxy_log_level_t"), ...bytes("message")],
    { allowed: { start: false, initialize: true, allocate: true } },
  ),
  hostCall(
    "proxy_get_log_level",
    "Tells the level below which log messages are dropped.",
    [{ ...returnValue("log_level"), enum: "proxy_log_level_t" }],
    { abi: ["0.2.1"] },
  ),

  // Context lifecycle
  hostCall("proxy_done", "Ends a root context whose proxy_on_done had answered false.", []),
  hostCall("proxy_set_effective_context", "Makes the following host calls act on another context.", [
    value("context_id"),
  ]),

  // Clocks and timers
  hostCall("proxy_get_current_time_nanoseconds", "Reads the time since 1970 in nanoseconds.", [returnValue("time", 8)]),
  hostCall("proxy_set_tick_period_milliseconds", "Has proxy_on_tick called every so many milliseconds; 0 stops it.", [
    value("tick_period"),
  ]),

  // Properties
  hostCall("proxy_get_property", "Reads an attribute of the request, the connection or the node.", [
    ...bytes("path"),
    ...returnBytes("value"),
  ]),
  hostCall("proxy_set_property", "Writes filter state `wasm.PATH` of the stream.", [
    ...bytes("path"),
    ...bytes("value"),
  ]),

  // Buffers
  hostCall("proxy_get_buffer_bytes", "Reads a part of a body, a message or a configuration.", [
    buffer,
    value("start"),
    size("max_size"),
    ...returnBytes("value"),
  ]),
  hostCall("proxy_get_buffer_status", "Tells how many bytes a buffer holds.", [
    buffer,
    returnValue("buffer_size"),
    returnValue("ignored"),
  ]),
  hostCall("proxy_set_buffer_bytes", "Replaces, prepends or appends bytes of a body.", [
    buffer,
    value("start"),
    size("size"),
    ...bytes("value"),
  ]),

  // Header maps
  hostCall(
    "proxy_get_header_map_size",
    "Tells the size of a map; in Envoy the bytes that it occupies there, which is neither the count nor the serialized size.",
    [map, returnValue("serialized_pairs_size")],
  ),
  hostCall("proxy_get_header_map_pairs", "Reads all fields of a map.", [map, ...returnBytes("serialized_pairs")]),
  hostCall("proxy_set_header_map_pairs", "Replaces all fields of a map.", [map, ...bytes("serialized_pairs")]),
  hostCall("proxy_get_header_map_value", "Reads the first value of a field.", [
    map,
    ...bytes("key"),
    ...returnBytes("value"),
  ]),
  hostCall("proxy_add_header_map_value", "Adds a value to a field.", [map, ...bytes("key"), ...bytes("value")]),
  hostCall("proxy_replace_header_map_value", "Sets a field to one value.", [map, ...bytes("key"), ...bytes("value")]),
  hostCall("proxy_remove_header_map_value", "Removes a field with all its values.", [map, ...bytes("key")]),

  // Streams
  hostCall("proxy_continue_stream", "Resumes a paused stream.", [stream], { abi: since020 }),
  hostCall("proxy_close_stream", "Closes or resets a stream.", [stream], { abi: since020 }),
  hostCall("proxy_send_local_response", "Answers the request in place of the upstream.", [
    value("status_code"),
    ...bytes("status_code_details"),
    ...bytes("body"),
    ...bytes("serialized_headers"),
    value("grpc_status"),
  ]),
  hostCall("proxy_get_status", "Reads status code and message of the call that was answered.", [
    returnValue("status_code"),
    ...returnBytes("status_message"),
  ]),

  // Calls
  hostCall("proxy_http_call", "Sends an HTTP request to a cluster.", [
    ...bytes("upstream_name"),
    ...bytes("serialized_headers"),
    ...bytes("body"),
    ...bytes("serialized_trailers"),
    value("timeout"),
    returnValue("call_id"),
  ]),
  hostCall("proxy_grpc_call", "Sends a unary gRPC request to a cluster or gRPC service.", [
    ...bytes("upstream_name"),
    ...bytes("service_name"),
    ...bytes("method_name"),
    ...bytes("serialized_initial_metadata"),
    ...bytes("message"),
    value("timeout"),
    returnValue("call_id"),
  ]),
  hostCall("proxy_grpc_stream", "Opens a gRPC stream to a cluster or gRPC service.", [
    ...bytes("upstream_name"),
    ...bytes("service_name"),
    ...bytes("method_name"),
    ...bytes("serialized_initial_metadata"),
    returnValue("stream_id"),
  ]),
  hostCall("proxy_grpc_send", "Sends a message on a gRPC stream.", [
    value("stream_id"),
    ...bytes("message"),
    flag("end_stream"),
  ]),
  hostCall("proxy_grpc_cancel", "Drops a gRPC call or resets a gRPC stream.", [value("call_or_stream_id")]),
  hostCall("proxy_grpc_close", "Closes a gRPC call or stream from our side.", [value("call_or_stream_id")]),

  // Shared data and queues
  hostCall("proxy_set_shared_data", "Stores a value that all VMs with the same vm id see.", [
    ...bytes("key"),
    ...bytes("value"),
    value("cas"),
  ]),
  hostCall("proxy_get_shared_data", "Reads a shared value and its compare-and-swap number.", [
    ...bytes("key"),
    ...returnBytes("value"),
    returnValue("cas"),
  ]),
  hostCall("proxy_register_shared_queue", "Opens a queue of this vm id, or makes it.", [
    ...bytes("name"),
    returnValue("queue_id"),
  ]),
  hostCall("proxy_resolve_shared_queue", "Finds the queue of another vm id.", [
    ...bytes("vm_id"),
    ...bytes("name"),
    returnValue("queue_id"),
  ]),
  hostCall("proxy_enqueue_shared_queue", "Puts a value at the end of a queue.", [value("queue_id"), ...bytes("value")]),
  hostCall("proxy_dequeue_shared_queue", "Takes the first value of a queue.", [
    value("queue_id"),
    ...returnBytes("value"),
  ]),

  // Metrics
  hostCall("proxy_define_metric", "Defines a metric and gives its id.", [
    choice("metric_type", "proxy_metric_type_t"),
    ...bytes("name"),
    returnValue("metric_id"),
  ]),
  hostCall("proxy_record_metric", "Sets a gauge, adds to a counter or records a value of a histogram.", [
    value("metric_id"),
    value("value", "i64"),
  ]),
  hostCall("proxy_increment_metric", "Adds to a counter or gauge.", [value("metric_id"), value("delta", "i64")]),
  hostCall("proxy_get_metric", "Reads a counter or gauge.", [value("metric_id"), returnValue("value", 8)]),

  // Foreign functions
  hostCall("proxy_call_foreign_function", "Calls a function that the host knows by name, see foreignFunctions.", [
    ...bytes("name"),
    ...bytes("arguments"),
    ...returnBytes("results"),
  ]),

  // Only ABI 0.1.0
  hostCall("proxy_get_configuration", "Reads the configuration of the plugin or VM.", returnBytes("value"), {
    abi: ["0.1.0"],
    replacement: "proxy_get_buffer_bytes with buffer PLUGIN_CONFIGURATION (7) or VM_CONFIGURATION (6)",
  }),
  hostCall("proxy_continue_request", "Resumes a paused request.", [], {
    abi: ["0.1.0"],
    replacement: "proxy_continue_stream with stream HTTP_REQUEST (0)",
  }),
  hostCall("proxy_continue_response", "Resumes a paused response.", [], {
    abi: ["0.1.0"],
    replacement: "proxy_continue_stream with stream HTTP_RESPONSE (1)",
  }),
  hostCall("proxy_clear_route_cache", "Has the route chosen anew.", [], {
    abi: ["0.1.0"],
    replacement:
      "nothing (Envoy chooses the route anew after each change of a request header), or the foreign function clear_route_cache",
  }),

  // Beyond the specification
  {
    name: "envoy_resolve_dns",
    module: "env",
    params: [...bytes("dns_address"), returnValue("token")],
    result: "value",
    abi: everyAbi,
    origin: "envoy",
    allowed: nowhere,
    doc: "Looks up a host name; envoy_on_resolve_dns gets the answer.",
    reference: "Envoy, source/extensions/common/wasm/context.cc",
  },
  runtime("pthread_equal", [value("left"), value("right")], "value", "Tells whether two thread ids are the same.", {
    start: true,
    initialize: false,
    allocate: false,
  }),
  runtime("emscripten_notify_memory_growth", [value("memory_index")], null, "Is told that memory grew; does nothing.", {
    start: true,
    initialize: true,
    allocate: false,
  }),
];

function hostCall(
  name: string,
  doc: string,
  params: readonly Param[],
  options: { abi?: readonly AbiVersion[]; allowed?: Phases; replacement?: string } = {},
): HostFunction {
  const { abi = everyAbi, allowed = nowhere, ...rest } = options;
  const reference = specReference(name, abi);
  return { name, module: "env", params, result: "status", abi, origin: "spec", allowed, doc, reference, ...rest };
}

function runtime(
  name: string,
  params: readonly Param[],
  result: "value" | null,
  doc: string,
  allowed: Phases,
): HostFunction {
  const reference = "proxy-wasm-cpp-host, src/exports.cc";
  return { name, module: "env", params, result, abi: everyAbi, origin: "emscripten", allowed, doc, reference };
}
