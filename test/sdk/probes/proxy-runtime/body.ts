// Old style: reads and replaces bodies.
export * from "mesh-wasm/assembly/proxy-runtime/proxy";

import {
  BufferTypeValues,
  Context,
  FilterDataStatusValues,
  FilterHeadersStatusValues,
  get_buffer_bytes,
  LogLevelValues,
  log,
  RootContext,
  registerRootContext,
  set_buffer_bytes,
  stream_context,
} from "mesh-wasm/assembly/proxy-runtime";
import { get_buffer_status } from "mesh-wasm/assembly/proxy-runtime/runtime";

class BodyRoot extends RootContext {
  createContext(context_id: u32): Context {
    return new BodyContext(context_id, this);
  }
}

class BodyContext extends Context {
  constructor(context_id: u32, root_context: BodyRoot) {
    super(context_id, root_context);
  }

  onRequestHeaders(a: u32, end_of_stream: bool): FilterHeadersStatusValues {
    stream_context.headers.request.remove("content-length");
    return FilterHeadersStatusValues.Continue;
  }

  onRequestBody(body_buffer_length: usize, end_of_stream: bool): FilterDataStatusValues {
    if (!end_of_stream) return FilterDataStatusValues.StopIterationAndBuffer;
    const body = String.UTF8.decode(get_buffer_bytes(BufferTypeValues.HttpRequestBody, 0, <u32>body_buffer_length));
    const part = String.UTF8.decode(get_buffer_bytes(BufferTypeValues.HttpRequestBody, 2, 3));
    const held = get_buffer_status(BufferTypeValues.HttpRequestBody);
    const none = get_buffer_status(BufferTypeValues.PluginConfiguration);
    log(
      LogLevelValues.info,
      `body ${body_buffer_length} ${part} ${held.length} ${held.result} ${none.length} ${none.result}`,
    );
    set_buffer_bytes(
      BufferTypeValues.HttpRequestBody,
      0,
      <u32>body_buffer_length,
      String.UTF8.encode(body.toUpperCase()),
    );
    return FilterDataStatusValues.Continue;
  }

  onResponseHeaders(a: u32, end_of_stream: bool): FilterHeadersStatusValues {
    stream_context.headers.response.remove("content-length");
    return FilterHeadersStatusValues.Continue;
  }

  onResponseBody(body_buffer_length: usize, end_of_stream: bool): FilterDataStatusValues {
    if (!end_of_stream) return FilterDataStatusValues.StopIterationAndBuffer;
    set_buffer_bytes(BufferTypeValues.HttpResponseBody, <u32>body_buffer_length, 0, String.UTF8.encode(" served"));
    return FilterDataStatusValues.Continue;
  }
}

registerRootContext((context_id: u32) => {
  return new BodyRoot(context_id);
}, "body");
