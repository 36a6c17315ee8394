import { Headers, HeadersAction, HttpContext, PluginContext, registerPlugin } from "mesh-wasm/assembly";

/** Answers every request itself. */
class LocalReply extends PluginContext {
  createHttpContext(): HttpContext {
    return new Stream();
  }
}

class Stream extends HttpContext {
  onRequestHeaders(endOfStream: bool): HeadersAction {
    this.sendLocalReply(200, "Hello World", new Headers().add("content-type", "text/plain"));
    return HeadersAction.Pause;
  }
}

registerPlugin<LocalReply>("local_reply");
