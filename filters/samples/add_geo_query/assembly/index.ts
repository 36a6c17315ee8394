import {
  HeadersAction,
  HttpContext,
  log,
  PluginContext,
  property,
  Query,
  registerPlugin,
  withQuery,
} from "mesh-wasm/assembly";

/** Tells the upstream the client's country in the query, as the proxy knows it. */
class AddGeoQuery extends PluginContext {
  createHttpContext(): HttpContext {
    return new Stream();
  }
}

class Stream extends HttpContext {
  onRequestHeaders(endOfStream: bool): HeadersAction {
    const region = property.getString("request.client_region");
    const country = region !== null && region.length > 0 ? region : "unknown";
    log.info(`add_geo_query: country: ${country}`);
    // `set` also takes the place of what a client pretends
    const query = Query.ofPath(this.request.path).set("country", country);
    this.request.path = withQuery(this.request.path, query.toString());
    return HeadersAction.Continue;
  }
}

registerPlugin<AddGeoQuery>("add_geo_query");
