// Old style: counts requests over all workers in shared data.
export * from "mesh-wasm/assembly/proxy-runtime/proxy";

import {
  Context,
  FilterHeadersStatusValues,
  get_shared_data,
  RootContext,
  registerRootContext,
  set_shared_data,
  stream_context,
  WasmResultValues,
} from "mesh-wasm/assembly/proxy-runtime";

class CounterRoot extends RootContext {
  createContext(context_id: u32): Context {
    return new CounterContext(context_id, this);
  }
}

class CounterContext extends Context {
  onResponseHeaders(a: u32, end_of_stream: bool): FilterHeadersStatusValues {
    for (let tries = 0; tries < 100; tries++) {
      const data = get_shared_data("count");
      const value = data.value;
      const count = value === null ? 1 : <i32>parseInt(String.UTF8.decode(value)) + 1;
      const stored = set_shared_data("count", String.UTF8.encode(count.toString()), data.cas);
      if (stored == WasmResultValues.CasMismatch) continue;
      const first = data.result == WasmResultValues.NotFound;
      const stale = set_shared_data("count", String.UTF8.encode("0"), data.cas + 1000);
      stream_context.headers.response.add("x-count", `${count} ${first} ${stale == WasmResultValues.CasMismatch}`);
      break;
    }
    return FilterHeadersStatusValues.Continue;
  }
}

registerRootContext((context_id: u32) => {
  return new CounterRoot(context_id);
}, "counter");
