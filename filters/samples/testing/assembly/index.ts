import { Headers, HeadersAction, HttpContext, log, now, PluginContext, registerPlugin } from "mesh-wasm/assembly";

/** Shows what a suite of scenarios can check: headers, local replies, log lines, the clock. */
class Testing extends PluginContext {
  createHttpContext(): HttpContext {
    return new Stream();
  }
}

class Stream extends HttpContext {
  onRequestHeaders(endOfStream: bool): HeadersAction {
    log.debug(`testing: request headers ${this.contextId}`);
    return HeadersAction.Continue;
  }

  onResponseHeaders(endOfStream: bool): HeadersAction {
    log.debug(`testing: response headers ${this.contextId}`);
    for (let i = 1; i <= 3; ++i) log.info(`testing: time ${i}: ${now()}`);
    if (!this.response.headers.has("reply-with-error")) return HeadersAction.Continue;
    this.sendLocalReply(500, "fake error", new Headers().add("error", "goaway"));
    return HeadersAction.Pause;
  }
}

registerPlugin<Testing>("testing");
