// Reads and sets static headers, and makes no object.
import { HeadersAction, HttpContext, PluginContext, registerPlugin } from "mesh-wasm/assembly";

class Plugin extends PluginContext {
  createHttpContext(): HttpContext {
    return new Stream();
  }
}

class Stream extends HttpContext {
  onRequestHeaders(endOfStream: bool): HeadersAction {
    const headers = this.request.headers;
    if (headers.equals("x-tenant", "acme")) headers.set("x-plan", "gold");
    if (headers.has("x-debug") || headers.getInteger("x-count", 0) > 1000) headers.remove("x-internal");
    headers.add("x-seen", "yes");
    return HeadersAction.Continue;
  }
}

registerPlugin<Plugin>("faults");
