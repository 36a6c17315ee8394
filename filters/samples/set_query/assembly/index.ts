import { HeadersAction, HttpContext, PluginContext, Query, registerPlugin, withQuery } from "mesh-wasm/assembly";

/** Gives a parameter of the query one value, at the end. All other parameters stay as they are written. */
class SetQuery extends PluginContext {
  createHttpContext(): HttpContext {
    return new Stream();
  }
}

class Stream extends HttpContext {
  onRequestHeaders(endOfStream: bool): HeadersAction {
    const path = this.request.headers.get(":path");
    if (path === null) return HeadersAction.Continue;
    const query = Query.ofPath(path);
    query.remove("key");
    query.add("key", "new val");
    this.request.path = withQuery(path, query.toString());
    return HeadersAction.Continue;
  }
}

registerPlugin<SetQuery>("set_query");
