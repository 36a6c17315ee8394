// Old style: two plugins of one VM. One fetches a token with a call from its tick and shares it; the other one checks it.
export * from "mesh-wasm/assembly/proxy-runtime/proxy";

import {
  BaseContext,
  BufferTypeValues,
  Context,
  FilterHeadersStatusValues,
  GrpcStatusValues,
  get_buffer_bytes,
  get_shared_data,
  Headers,
  LogLevelValues,
  log,
  makeHeaderPair,
  RootContext,
  registerRootContext,
  send_local_response,
  set_shared_data,
  set_tick_period_milliseconds,
  stream_context,
  WasmResultValues,
} from "mesh-wasm/assembly/proxy-runtime";

class Fetcher extends RootContext {
  onConfigure(configuration_size: u32): bool {
    super.onConfigure(configuration_size);
    set_tick_period_milliseconds(20);
    return true;
  }

  onTick(): void {
    const headers: Headers = [];
    headers.push(makeHeaderPair(":path", "/token"));
    headers.push(makeHeaderPair(":method", "GET"));
    headers.push(makeHeaderPair(":authority", "tokens"));
    this.httpCall(
      this.getConfiguration(),
      headers,
      new ArrayBuffer(0),
      [],
      1000,
      this,
      (origin_context: BaseContext, headers: u32, body_size: usize, trailers: u32) => {
        const root = origin_context as Fetcher;
        if (headers == 0) return;
        set_shared_data("token", get_buffer_bytes(BufferTypeValues.HttpCallResponseBody, 0, <u32>body_size));
        set_tick_period_milliseconds(0);
        log(LogLevelValues.info, `fetched from ${root.getConfiguration()}`);
      },
    );
  }
}

class CheckRoot extends RootContext {
  createContext(context_id: u32): Context {
    return new Check(context_id, this);
  }
}

class Check extends Context {
  constructor(context_id: u32, root_context: CheckRoot) {
    super(context_id, root_context);
  }

  onRequestHeaders(a: u32, end_of_stream: bool): FilterHeadersStatusValues {
    const data = get_shared_data("token");
    const token = data.value;
    const configured = this.root_context.getConfiguration();
    if (data.result == WasmResultValues.Ok && token !== null) {
      if (stream_context.headers.request.get(configured) == String.UTF8.decode(token)) {
        return FilterHeadersStatusValues.Continue;
      }
    }
    send_local_response(401, "no token", String.UTF8.encode(`${configured} is wrong`), [], GrpcStatusValues.Internal);
    return FilterHeadersStatusValues.StopIteration;
  }
}

registerRootContext((context_id: u32) => {
  return new CheckRoot(context_id);
}, "check");
registerRootContext((context_id: u32) => {
  return new Fetcher(context_id);
}, "fetcher");
