import { HeadersAction, HttpContext, PluginContext, registerPlugin } from "mesh-wasm/assembly";

/** Changes a request header only where the client sends it, and a response header in any case. */
class OverwriteHeader extends PluginContext {
  createHttpContext(): HttpContext {
    return new Stream();
  }
}

class Stream extends HttpContext {
  onRequestHeaders(endOfStream: bool): HeadersAction {
    if (this.request.headers.has("requestheader")) this.request.headers.set("requestheader", "changed");
    return HeadersAction.Continue;
  }

  onResponseHeaders(endOfStream: bool): HeadersAction {
    this.response.headers.set("responseheader", "changed");
    return HeadersAction.Continue;
  }
}

registerPlugin<OverwriteHeader>("overwrite_header");
