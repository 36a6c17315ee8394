import { HeadersAction, HttpContext, PluginContext, property, registerPlugin } from "mesh-wasm/assembly";

/** Tells routes the client's country in a header, so that they can lead to an origin nearby. */
class GeoDirectionalOrigin extends PluginContext {
  createHttpContext(): HttpContext {
    return new Stream();
  }
}

class Stream extends HttpContext {
  onRequestHeaders(endOfStream: bool): HeadersAction {
    const country = clientRegion();
    // Without a country there must be no header: the client may have sent one
    if (country.length > 0) this.request.headers.set("x-country-code", country);
    else this.request.headers.remove("x-country-code");
    return HeadersAction.Continue;
  }
}

/** The client's country; empty where the proxy does not know it. */
function clientRegion(): string {
  const ofRequest = property.getString("request.client_region");
  if (ofRequest !== null) return ofRequest;
  const ofSource = property.getString("source.client_region");
  return ofSource === null ? "" : ofSource;
}

registerPlugin<GeoDirectionalOrigin>("geo_directional_origin");
