import { HeadersAction, HttpContext, PluginContext, registerPlugin } from "mesh-wasm/assembly";

/** Tells the upstream in one header what browsers say in several: whether the client is a mobile device. */
class NormalizeHeader extends PluginContext {
  createHttpContext(): HttpContext {
    return new Stream();
  }
}

class Stream extends HttpContext {
  onRequestHeaders(endOfStream: bool): HeadersAction {
    this.request.headers.set("client-device-type", this.isMobile() ? "mobile" : "unknown");
    return HeadersAction.Continue;
  }

  private isMobile(): bool {
    if (this.request.headers.equals("sec-ch-ua-mobile", "?1")) return true;
    const agent = this.request.headers.get("user-agent");
    return agent !== null && agent.toLowerCase().includes("mobile");
  }
}

registerPlugin<NormalizeHeader>("normalize_header");
