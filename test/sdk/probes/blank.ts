import { HeadersAction, HttpContext, PluginContext, registerPlugin } from "mesh-wasm/assembly";

class Blank extends PluginContext {
  createHttpContext(): HttpContext {
    return new BlankStream();
  }
}

class BlankStream extends HttpContext {
  onResponseHeaders(endOfStream: bool): HeadersAction {
    this.response.headers.add("x-blank", "yes");
    return HeadersAction.Continue;
  }
}

registerPlugin<Blank>("blank");
