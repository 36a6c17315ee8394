import { HeadersAction, HttpContext, PluginContext, registerPlugin } from "mesh-wasm/assembly";

/** Lets no response set cookies. */
class RemoveCookie extends PluginContext {
  createHttpContext(): HttpContext {
    return new Stream();
  }
}

class Stream extends HttpContext {
  onResponseHeaders(endOfStream: bool): HeadersAction {
    this.response.headers.remove("set-cookie"); // all of them
    return HeadersAction.Continue;
  }
}

registerPlugin<RemoveCookie>("remove_cookie");
