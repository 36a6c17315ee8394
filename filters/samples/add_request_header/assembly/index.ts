import { HeadersAction, HttpContext, PluginContext, registerPlugin } from "mesh-wasm/assembly";

/** Adds a value to one request header, and gives another a single value. */
class AddRequestHeader extends PluginContext {
  createHttpContext(): HttpContext {
    return new Stream();
  }
}

class Stream extends HttpContext {
  onRequestHeaders(endOfStream: bool): HeadersAction {
    // What the client sends of it stays, before this value
    this.request.headers.add("message", "hello");
    // What the client sends of it goes
    this.request.headers.set("welcome", "warm");
    return HeadersAction.Continue;
  }
}

registerPlugin<AddRequestHeader>("add_request_header");
