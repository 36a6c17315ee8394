import { HeadersAction, HttpContext, PluginContext, registerPlugin } from "mesh-wasm/assembly";

/** Hides from clients that the upstream has failed: there is just nothing at that path. */
class OverwriteErrcode extends PluginContext {
  createHttpContext(): HttpContext {
    return new Stream();
  }
}

class Stream extends HttpContext {
  onResponseHeaders(endOfStream: bool): HeadersAction {
    if (this.response.status / 100 == 5) this.response.status = 404;
    return HeadersAction.Continue;
  }
}

registerPlugin<OverwriteErrcode>("overwrite_errcode");
