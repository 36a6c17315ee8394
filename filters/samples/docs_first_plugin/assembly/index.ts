import { HeadersAction, HttpContext, log, PluginContext, registerPlugin } from "mesh-wasm/assembly";

/** A first plugin: it logs, sends requests elsewhere and greets in the response. */
class FirstPlugin extends PluginContext {
  createHttpContext(): HttpContext {
    return new Stream();
  }
}

class Stream extends HttpContext {
  onRequestHeaders(endOfStream: bool): HeadersAction {
    log.info("onRequestHeaders: hello from wasm");
    this.request.authority = "service-extensions.com";
    this.request.path = "/";
    return HeadersAction.Continue;
  }

  onResponseHeaders(endOfStream: bool): HeadersAction {
    log.info("onResponseHeaders: hello from wasm");
    this.response.headers.add("hello", "service-extensions");
    return HeadersAction.Continue;
  }
}

registerPlugin<FirstPlugin>("docs_first_plugin");
