// Old style: answers in place of the upstream, and edits headers in all ways.
export * from "mesh-wasm/assembly/proxy-runtime/proxy";

import {
  Context,
  FilterHeadersStatusValues,
  GrpcStatusValues,
  HeaderPair,
  Headers,
  makeHeaderPair,
  RootContext,
  registerRootContext,
  send_http_response,
  send_local_response,
  stream_context,
} from "mesh-wasm/assembly/proxy-runtime";

class ReplyRoot extends RootContext {
  createContext(context_id: u32): Context {
    return new ReplyContext(context_id, this);
  }
}

class ReplyContext extends Context {
  constructor(context_id: u32, root_context: ReplyRoot) {
    super(context_id, root_context);
  }

  onRequestHeaders(a: u32, end_of_stream: bool): FilterHeadersStatusValues {
    const request = stream_context.headers.request;
    const path = request.get(":path");
    if (path == "/teapot") {
      const headers: Headers = [makeHeaderPair("x-kind", "tea"), makeHeaderPair("set-cookie", "a=1")];
      headers.push(new HeaderPair(String.UTF8.encode("set-cookie"), String.UTF8.encode("b=2")));
      send_local_response(418, "tea pot", String.UTF8.encode("short"), headers, GrpcStatusValues.InvalidCode);
      return FilterHeadersStatusValues.StopIteration;
    }
    if (path == "/plain") {
      send_http_response(402, "pay", String.UTF8.encode("pay"), []);
      return FilterHeadersStatusValues.StopIteration;
    }
    if (path == "/broken") {
      const status = send_local_response(200, "", new ArrayBuffer(0), [makeHeaderPair("x", "1\r\n2")], -1);
      send_http_response(500, "", String.UTF8.encode(status.toString()), []);
      return FilterHeadersStatusValues.StopIteration;
    }
    if (path == "/edit") {
      request.remove("x-removed");
      request.replace("x-replaced", "new");
      request.add("x-twice", "2");
      request.add("bad name", "1");
      request.replace("x-bad", "a\nb");
      request.add("x-a", `${a == <u32>request.get_headers().length}`);
      request.add("x-missing", `[${request.get("x-nothing")}]`);
    }
    if (path == "/all") {
      const headers = request.get_headers();
      headers.push(makeHeaderPair("x-all", headers.length.toString()));
      request.set_headers(headers);
    }
    if (path == "/none") request.set_headers([makeHeaderPair("x-none", "1")]);
    return FilterHeadersStatusValues.Continue;
  }

  onResponseHeaders(a: u32, end_of_stream: bool): FilterHeadersStatusValues {
    // Request headers are gone in this phase: nothing of this traps
    stream_context.headers.request.replace("x-late", "1");
    stream_context.headers.request.remove("x-late");
    stream_context.trailers.response.add("x-late", "1");
    const late = stream_context.headers.request.get_headers().length;
    stream_context.headers.response.add("x-late-headers", late.toString());
    return FilterHeadersStatusValues.Continue;
  }
}

registerRootContext((context_id: u32) => {
  return new ReplyRoot(context_id);
}, "reply");
