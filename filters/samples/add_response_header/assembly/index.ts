import { HeadersAction, HttpContext, PluginContext, registerPlugin } from "mesh-wasm/assembly";

/** Extends one response header where it has a certain value, and removes another. */
class AddResponseHeader extends PluginContext {
  createHttpContext(): HttpContext {
    return new Stream();
  }
}

class Stream extends HttpContext {
  onResponseHeaders(endOfStream: bool): HeadersAction {
    if (this.response.headers.equals("message", "foo")) this.response.headers.add("message", "bar");
    this.response.headers.remove("welcome");
    return HeadersAction.Continue;
  }
}

registerPlugin<AddResponseHeader>("add_response_header");
