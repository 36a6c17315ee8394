import { HeadersAction, HttpContext, PluginContext, registerPlugin } from "mesh-wasm/assembly";

/** One configured use of the module. It makes a context for each HTTP stream. */
class Plugin extends PluginContext {
  createHttpContext(): HttpContext {
    return new Stream();
  }
}

/** One request and its response. */
class Stream extends HttpContext {
  onResponseHeaders(endOfStream: bool): HeadersAction {
    this.response.headers.set("x-filter", "filter-name");
    return HeadersAction.Continue;
  }
}

registerPlugin<Plugin>("filter-name");
