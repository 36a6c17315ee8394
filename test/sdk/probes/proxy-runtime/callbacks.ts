// Old style: all callbacks; deep imports; what the host answers is shown.
export * from "mesh-wasm/assembly/proxy-runtime/proxy";

import {
  BaseContext,
  Context,
  Counter,
  call_foreign_function,
  continue_response,
  FilterDataStatusValues,
  FilterHeadersStatusValues,
  FilterMetadataStatusValues,
  FilterStatusValues,
  FilterTrailersStatusValues,
  Gauge,
  get_current_time_nanoseconds,
  get_property,
  HeaderPair,
  Histogram,
  LogLevelValues,
  log,
  makeHeaderPair,
  proxy_set_effective_context,
  RootContext,
  registerRootContext,
  set_property,
  stream_context,
} from "mesh-wasm/assembly/proxy-runtime";
import {
  add_header_map_value,
  add_header_map_value_string,
  BufferFlagsValues,
  clear_route_cache,
  deleteContext,
  done,
  ensureContext,
  ensureRootContext,
  get_buffer_status,
  get_header_map_size,
  get_header_map_value,
  get_metric,
  get_status,
  getBaseContext,
  getContext,
  getRootContext,
  HeaderMapTypeValues,
  logLevel,
  PeerTypeValues,
  Reference,
  remove_header_map_value,
  remove_header_map_value_string,
  replace_header_map_value,
  replace_header_map_value_string,
  StreamTypeValues,
} from "mesh-wasm/assembly/proxy-runtime/runtime";

class Root extends RootContext {
  constructor(context_id: u32) {
    super(context_id);
    say(`root ${context_id}`);
  }

  createContext(context_id: u32): Context {
    return new Stream(context_id, this);
  }

  validateConfiguration(configuration_size: usize): bool {
    say(`root validateConfiguration ${configuration_size}`);
    return super.validateConfiguration(configuration_size);
  }

  onStart(vm_configuration_size: usize): bool {
    say(`root onStart ${vm_configuration_size}`);
    return super.onStart(vm_configuration_size);
  }

  onConfigure(configuration_size: u32): bool {
    say(`root onConfigure ${configuration_size} ${this.getConfiguration()}`);
    return super.onConfigure(configuration_size);
  }

  onTick(): void {
    say("root onTick");
    useEverything(this);
  }

  onQueueReady(token: u32): void {
    say(`root onQueueReady ${token}`);
    // Callbacks of all forms that versions of the old SDK take
    const none: HeaderPair[] = [];
    const empty = new ArrayBuffer(0);
    const stream = getContext(2);
    this.httpCall("known", question(), empty, none, 10, this, answered);
    this.httpCall("known", question(), empty, none, 10, stream, answeredStream);
    this.httpCall("known", question(), empty, [], 10, this, (origin, headers, size, trailers) => {
      say(`unnamed ${origin.context_id} ${headers}`);
    });
    this.httpCall(
      "known",
      question(),
      empty,
      [],
      10,
      stream,
      (origin: Context, headers: u32, size: usize, trailers: u32): void => {
        say(`of a stream ${origin.context_id} ${headers}`);
      },
    );
  }

  onLog(): void {
    say("root onLog");
  }

  onDone(): bool {
    say("root onDone");
    return super.onDone();
  }

  onDelete(): void {
    say("root onDelete");
  }

  onHttpCallResponse(token: u32, headers: u32, body_size: u32, trailers: u32): void {
    say(`root onHttpCallResponse ${token} ${headers} ${body_size} ${trailers}`);
    super.onHttpCallResponse(token, headers, body_size, trailers);
  }

  on_grpc_receive_initial_metadata(token: u32, headers: u32): void {}
  on_grpc_trailing_metadata(token: u32, trailers: u32): void {}
  on_grpc_receive(token: u32, response_size: u32): void {}
  on_grpc_close(token: u32, status_code: u32): void {}
}

class Stream extends Context {
  constructor(context_id: u32, root_context: RootContext) {
    super(context_id, root_context);
    say(`stream ${context_id}`);
  }

  onNewConnection(): FilterStatusValues {
    say("onNewConnection");
    return FilterStatusValues.StopIteration;
  }

  onDownstreamData(size: usize, end: bool): FilterStatusValues {
    say(`onDownstreamData ${size} ${end}`);
    return FilterStatusValues.StopIteration;
  }

  onUpstreamData(size: usize, end: bool): FilterStatusValues {
    say(`onUpstreamData ${size} ${end}`);
    return FilterStatusValues.Continue;
  }

  onDownstreamConnectionClose(t: PeerTypeValues): void {
    say(`onDownstreamConnectionClose ${t}`);
  }

  onUpstreamConnectionClose(t: PeerTypeValues): void {
    say(`onUpstreamConnectionClose ${t}`);
  }

  onRequestHeaders(a: u32, end_of_stream: bool): FilterHeadersStatusValues {
    say(`onRequestHeaders ${a} ${end_of_stream}`);
    const result = this.root_context.httpCall("known", question(), new ArrayBuffer(0), [], 10, this, answered);
    say(`call ${result}`);
    return FilterHeadersStatusValues.StopAllIterationAndBuffer;
  }

  onRequestMetadata(a: u32): FilterMetadataStatusValues {
    say(`onRequestMetadata ${a}`);
    return FilterMetadataStatusValues.Continue;
  }

  onRequestBody(body_buffer_length: usize, end_of_stream: bool): FilterDataStatusValues {
    say(`onRequestBody ${body_buffer_length} ${end_of_stream}`);
    return FilterDataStatusValues.StopIterationNoBuffer;
  }

  onRequestTrailers(a: u32): FilterTrailersStatusValues {
    say(`onRequestTrailers ${a}`);
    return FilterTrailersStatusValues.StopIteration;
  }

  onResponseHeaders(a: u32, end_of_stream: bool): FilterHeadersStatusValues {
    say(`onResponseHeaders ${a} ${end_of_stream}`);
    return FilterHeadersStatusValues.ContinueAndEndStream;
  }

  onResponseMetadata(a: u32): FilterMetadataStatusValues {
    say(`onResponseMetadata ${a}`);
    return FilterMetadataStatusValues.Continue;
  }

  onResponseBody(body_buffer_length: usize, end_of_stream: bool): FilterDataStatusValues {
    say(`onResponseBody ${body_buffer_length} ${end_of_stream}`);
    return FilterDataStatusValues.StopIterationAndWatermark;
  }

  onResponseTrailers(s: u32): FilterTrailersStatusValues {
    say(`onResponseTrailers ${s}`);
    return FilterTrailersStatusValues.Continue;
  }

  onLog(): void {
    say("onLog");
  }

  onDone(): bool {
    say("onDone");
    return super.onDone();
  }

  onDelete(): void {
    say("onDelete");
    // The host has forgotten the stream soon: nothing of this may trap
    useEverything(this);
  }
}

function question(): HeaderPair[] {
  return [makeHeaderPair(":method", "GET"), makeHeaderPair(":path", "/"), makeHeaderPair(":authority", "known")];
}

function answered(origin_context: BaseContext, headers: u32, body_size: usize, trailers: u32): void {
  say(`answered ${origin_context.context_id} ${headers} ${body_size} ${trailers}`);
}

function answeredStream(origin_context: Context, headers: u32, body_size: usize, trailers: u32): void {
  say(`stream answered ${origin_context.context_id} ${headers}`);
}

function say(line: string): void {
  log(LogLevelValues.info, line);
}

/** Everything that asks the host, whatever it answers. */
function useEverything(context: BaseContext): void {
  const key = String.UTF8.encode("x");
  const map = HeaderMapTypeValues.RequestHeaders;
  add_header_map_value(map, key, key);
  add_header_map_value_string(map, "x", "x");
  replace_header_map_value(map, key, key);
  replace_header_map_value_string(map, "x", "x");
  remove_header_map_value(map, key);
  remove_header_map_value_string(map, "x");
  const size = get_header_map_size(map) + get_header_map_value(map, key).byteLength;
  stream_context.headers.request.set_headers(question());
  stream_context.trailers.http_callback.get_headers();
  const numbers = [
    <i32>size,
    <i32>get_status().status,
    get_property("plugin_name").byteLength,
    <i32>set_property("x", key),
    call_foreign_function("unknown", "").byteLength,
    <i32>clear_route_cache(),
    <i32>done(),
    <i32>logLevel(),
    <i32>get_metric(1).result,
    <i32>get_buffer_status(0).result,
    <i32>new Counter("c").increment(1),
    <i32>new Gauge("g").record(0, 1),
    <i32>new Histogram("h").increment(1),
    <i32>proxy_set_effective_context(77),
    <i32>continue_response(),
    <i32>getContext(77).context_id,
    <i32>getRootContext(77).context_id,
    <i32>getBaseContext(context.context_id).context_id,
    <i32>ensureRootContext(1).context_id,
    <i32>StreamTypeValues.MAX,
    <i32>BufferFlagsValues.EndOfStream,
  ];
  ensureContext(2, 1);
  deleteContext(2);
  const reference = new Reference<u32>();
  store<u32>(reference.ptr(), 5);
  context.continueRequest();
  getRootContext(1).cancelPendingRequests();
  say(`used ${numbers.join(" ")} ${reference.data} ${get_current_time_nanoseconds() >= 0}`);
}

registerRootContext((context_id: u32) => {
  return new Root(context_id);
}, "all");
