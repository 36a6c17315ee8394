import { DataAction, HeadersAction, HttpContext, PluginContext, registerPlugin } from "mesh-wasm/assembly";

/** Adds a text to each part of a body as it comes, without holding any. */
class BodyChunking extends PluginContext {
  createHttpContext(): HttpContext {
    return new Stream();
  }
}

class Stream extends HttpContext {
  onRequestHeaders(endOfStream: bool): HeadersAction {
    // The body gets longer, which Envoy does not adapt the header to
    this.request.headers.remove("content-length");
    return HeadersAction.Continue;
  }

  onRequestBody(size: u32, endOfStream: bool): DataAction {
    if (size > 0) this.request.body.appendText("foo");
    return DataAction.Continue;
  }

  onResponseHeaders(endOfStream: bool): HeadersAction {
    this.response.headers.remove("content-length");
    return HeadersAction.Continue;
  }

  onResponseBody(size: u32, endOfStream: bool): DataAction {
    if (size > 0) this.response.body.appendText("bar");
    return DataAction.Continue;
  }
}

registerPlugin<BodyChunking>("body_chunking");
