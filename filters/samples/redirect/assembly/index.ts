import { Headers, HeadersAction, HttpContext, PluginContext, registerPlugin } from "mesh-wasm/assembly";

const from = "/foo/";
const to = "/bar/";

/** Sends browsers from an old path to the new one. */
class Redirect extends PluginContext {
  createHttpContext(): HttpContext {
    return new Stream();
  }
}

class Stream extends HttpContext {
  onRequestHeaders(endOfStream: bool): HeadersAction {
    const path = this.request.path;
    if (!path.startsWith(from)) return HeadersAction.Continue;
    const location = to + path.substring(from.length);
    this.sendLocalReply(301, `Moved to ${location}\n`, new Headers().add("location", location));
    return HeadersAction.Pause;
  }
}

registerPlugin<Redirect>("redirect");
