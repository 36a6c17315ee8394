// Old style: shows attributes, also those that there are not.
export * from "mesh-wasm/assembly/proxy-runtime/proxy";

import {
  Context,
  FilterHeadersStatusValues,
  get_property,
  RootContext,
  registerRootContext,
  set_property,
  stream_context,
  WasmResultValues,
} from "mesh-wasm/assembly/proxy-runtime";

class PropertyRoot extends RootContext {
  createContext(context_id: u32): Context {
    return new PropertyContext(context_id, this);
  }
}

function text(path: string): string {
  return String.UTF8.decode(get_property(path));
}

class PropertyContext extends Context {
  onRequestHeaders(a: u32, end_of_stream: bool): FilterHeadersStatusValues {
    const set = set_property("color", String.UTF8.encode("blue"));
    const dotted = set_property("a.b", String.UTF8.encode("dotted"));
    const headers = stream_context.headers.request;
    headers.add("x-path", text("request\0path"));
    headers.add("x-port", load<u64>(changetype<usize>(get_property("destination\0port"))).toString());
    headers.add("x-color", `${set == WasmResultValues.Ok} ${text("color")}`);
    headers.add("x-dotted", `${dotted == WasmResultValues.Ok} ${text("a.b")}`);
    headers.add("x-root", text("plugin_root_id"));
    headers.add("x-missing", `${get_property("no\0such").byteLength} ${get_property("no.such").byteLength}`);
    return FilterHeadersStatusValues.Continue;
  }
}

registerRootContext((context_id: u32) => {
  return new PropertyRoot(context_id);
}, "properties");
