import { HeadersAction, HttpContext, log, PluginContext, Query, registerPlugin } from "mesh-wasm/assembly";

/** Logs a parameter of the query. */
class LogQuery extends PluginContext {
  createHttpContext(): HttpContext {
    return new Stream();
  }
}

class Stream extends HttpContext {
  onRequestHeaders(endOfStream: bool): HeadersAction {
    const path = this.request.headers.get(":path");
    if (path === null) return HeadersAction.Continue;
    const token = Query.ofPath(path).get("token");
    log.info(`log_query: token: ${token === null ? "<missing>" : token}`);
    return HeadersAction.Continue;
  }
}

registerPlugin<LogQuery>("log_query");
