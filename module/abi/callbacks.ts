import { choice, everyAbi, flag, since020, size, specReference, value } from "./build.ts";
import type { AbiVersion, Callback, ContextKind, EnumName, Param } from "./types.ts";

const root = value("plugin_context_id");
const stream = value("stream_context_id");
const endOfStream = flag("end_of_stream");
const callId = value("call_id");

/** The exports by which a module says which ABI it speaks; Envoy takes the first one and never calls it. */
export const abiMarkers: ReadonlyMap<string, AbiVersion> = new Map([
  ["proxy_abi_version_0_1_0", "0.1.0"],
  ["proxy_abi_version_0_2_0", "0.2.0"],
  ["proxy_abi_version_0_2_1", "0.2.1"],
]);

/**
 * Every function that Envoy 1.40 looks for among a module's exports. Only an allocator is required; an absent callback
 * costs nothing and counts as "continue".
 *
 * The types were compared with Envoy's, which refuses a module whose export has another type.
 */
export const callbacks: readonly Callback[] = [
  // Loading
  entry("_initialize", "Called once when the module is loaded.", [], null, { origin: "wasi" }),
  entry("main", "Called after _initialize.", [value("ignored1"), value("ignored2")], "ignored", {
    origin: "wasi",
    onlyWith: "_initialize",
  }),
  entry("__main_void", "Called after _initialize, where no main is exported.", [], "ignored", {
    origin: "wasi",
    onlyWith: "_initialize",
  }),
  entry("_start", "Called once when the module is loaded, where no _initialize is exported.", [], null, {
    origin: "wasi",
    unless: "_initialize",
  }),

  // Memory
  entry(
    "malloc",
    "Gives memory for what a host call returns. (The specification prefers proxy_on_memory_allocate; Envoy looks for malloc first.)",
    [size("memory_size")],
    "memory_data",
  ),
  entry(
    "proxy_on_memory_allocate",
    "Gives memory for what a host call returns, where no malloc is exported.",
    [size("memory_size")],
    "memory_data",
    { unless: "malloc" },
  ),

  // Context lifecycle
  callback("any", "proxy_on_context_create", "A context begins; parent 0 means that it is a root context.", [
    value("context_id"),
    value("parent_context_id"),
  ]),
  callback(
    "any",
    "proxy_on_done",
    "A context ends; false keeps a root context until proxy_done.",
    [value("context_id")],
    {
      result: "completed",
    },
  ),
  callback("any", "proxy_on_log", "The time to write an access log entry.", [value("context_id")]),
  callback("any", "proxy_on_delete", "A context is gone; forget it.", [value("context_id")]),

  // Configuration
  callback(
    "root",
    "proxy_on_vm_start",
    "A plugin starts in this VM; Envoy calls it once for each root context. False refuses.",
    [root, size("vm_configuration_size")],
    { result: "status" },
  ),
  callback(
    "root",
    "proxy_on_configure",
    "The plugin gets its configuration; false refuses it.",
    [root, size("plugin_configuration_size")],
    { result: "status" },
  ),
  callback(
    "root",
    "proxy_validate_configuration",
    "Meant to check a configuration; Envoy looks for it but never calls it.",
    [root, size("plugin_configuration_size")],
    { result: "status", called: false, beyondSpec: true },
  ),

  // Root events
  callback("root", "proxy_on_tick", "The timer of the plugin ran off.", [root]),
  callback("root", "proxy_on_queue_ready", "A value was put into a queue that this plugin registered.", [
    root,
    value("queue_id"),
  ]),
  callback(
    "root",
    "proxy_on_foreign_function",
    "An extension of the host calls the module.",
    [root, value("function_id"), size("arguments_size")],
    { abi: since020 },
  ),
  callback(
    "root",
    "envoy_on_resolve_dns",
    "The answer to envoy_resolve_dns is there.",
    [root, value("token"), size("results_size")],
    { beyondSpec: true },
  ),
  callback(
    "root",
    "envoy_on_stats_update",
    "A stats sink gets the metrics of the proxy.",
    [root, size("result_size")],
    {
      beyondSpec: true,
    },
  ),

  // TCP
  callback("tcp", "proxy_on_new_connection", "A connection was accepted.", [stream], action("proxy_action_t")),
  callback(
    "tcp",
    "proxy_on_downstream_data",
    "Bytes came from the client.",
    [stream, size("data_size"), endOfStream],
    action("proxy_action_t"),
  ),
  callback("tcp", "proxy_on_downstream_connection_close", "The connection to the client closed.", [
    stream,
    choice("peer_type", "proxy_peer_type_t"),
  ]),
  callback(
    "tcp",
    "proxy_on_upstream_data",
    "Bytes came from the upstream.",
    [stream, size("data_size"), endOfStream],
    action("proxy_action_t"),
  ),
  callback("tcp", "proxy_on_upstream_connection_close", "The connection to the upstream closed.", [
    stream,
    choice("peer_type", "proxy_peer_type_t"),
  ]),

  // HTTP
  callback(
    "http",
    "proxy_on_request_headers",
    "The headers of a request arrived.",
    [stream, size("num_headers"), { ...endOfStream, since: "0.2.0" }],
    action("FilterHeadersStatus"),
  ),
  callback(
    "http",
    "proxy_on_request_body",
    "A part of a request's body arrived.",
    [stream, size("body_size"), endOfStream],
    action("FilterDataStatus"),
  ),
  callback(
    "http",
    "proxy_on_request_trailers",
    "The trailers of a request arrived.",
    [stream, size("num_trailers")],
    action("FilterTrailersStatus"),
  ),
  callback(
    "http",
    "proxy_on_request_metadata",
    "An HTTP/2 METADATA frame of a request arrived; Envoy shows no map of it.",
    [stream, size("num_elements")],
    { ...action("FilterMetadataStatus"), beyondSpec: true },
  ),
  callback(
    "http",
    "proxy_on_response_headers",
    "The headers of a response arrived.",
    [stream, size("num_headers"), { ...endOfStream, since: "0.2.0" }],
    action("FilterHeadersStatus"),
  ),
  callback(
    "http",
    "proxy_on_response_body",
    "A part of a response's body arrived.",
    [stream, size("body_size"), endOfStream],
    action("FilterDataStatus"),
  ),
  callback(
    "http",
    "proxy_on_response_trailers",
    "The trailers of a response arrived.",
    [stream, size("num_trailers")],
    action("FilterTrailersStatus"),
  ),
  callback(
    "http",
    "proxy_on_response_metadata",
    "An HTTP/2 METADATA frame of a response arrived; Envoy shows no map of it.",
    [stream, size("num_elements")],
    { ...action("FilterMetadataStatus"), beyondSpec: true },
  ),

  // Answers to calls; Envoy gives the root context, whichever context had called
  callback(
    "root",
    "proxy_on_http_call_response",
    "The answer to an HTTP call is there; no headers mean that it failed.",
    [root, callId, size("num_headers"), size("body_size"), size("num_trailers")],
  ),
  callback("root", "proxy_on_grpc_receive_initial_metadata", "The initial metadata of a gRPC stream arrived.", [
    root,
    callId,
    size("num_elements"),
  ]),
  callback("root", "proxy_on_grpc_receive", "A message of a gRPC call or stream arrived.", [
    root,
    callId,
    size("message_size"),
  ]),
  callback("root", "proxy_on_grpc_receive_trailing_metadata", "The trailing metadata of a gRPC stream arrived.", [
    root,
    callId,
    size("num_elements"),
  ]),
  callback(
    "root",
    "proxy_on_grpc_close",
    "A gRPC call failed or a gRPC stream ended; proxy_get_status has the message.",
    [root, callId, value("status_code")],
  ),
];

interface CallbackOptions {
  /** Name of the result. */
  result?: string;
  /** Enum of the result. */
  enum?: EnumName;
  abi?: readonly AbiVersion[];
  called?: boolean;
  beyondSpec?: boolean;
}

function action(enumName: EnumName): CallbackOptions {
  return { result: "action", enum: enumName };
}

function callback(
  context: ContextKind,
  name: string,
  doc: string,
  params: readonly Param[],
  options: CallbackOptions = {},
): Callback {
  const { abi = everyAbi } = options;
  return {
    name,
    params,
    result: options.result
      ? { name: options.result, type: "i32", ...(options.enum ? { enum: options.enum } : {}) }
      : null,
    context,
    abi,
    origin: options.beyondSpec ? "envoy" : "spec",
    doc,
    reference: options.beyondSpec ? "proxy-wasm-cpp-host, src/wasm.cc" : specReference(name, abi),
    ...(options.called === false ? { called: false } : {}),
  };
}

function entry(
  name: string,
  doc: string,
  params: readonly Param[],
  result: string | null,
  options: { origin?: "wasi"; onlyWith?: string; unless?: string } = {},
): Callback {
  return {
    name,
    params,
    result: result === null ? null : { name: result, type: "i32" },
    context: "module",
    abi: everyAbi,
    origin: "spec",
    doc,
    reference: specReference(name, everyAbi),
    ...options,
  };
}
