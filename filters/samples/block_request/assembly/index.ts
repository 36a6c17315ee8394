import {
  encodeHex,
  HeadersAction,
  HttpContext,
  log,
  PluginContext,
  randomBytes,
  registerPlugin,
  Url,
} from "mesh-wasm/assembly";

const allowedDomain = "safe-site.com";

/** Lets in requests that links of one site lead to, and answers all others with 403 and a number for the support. */
class BlockRequest extends PluginContext {
  createHttpContext(): HttpContext {
    return new Stream();
  }
}

class Stream extends HttpContext {
  onRequestHeaders(endOfStream: bool): HeadersAction {
    if (!this.isAllowed()) return this.block();
    this.request.headers.set("my-plugin-allowed", "true");
    return HeadersAction.Continue;
  }

  private isAllowed(): bool {
    const referer = this.request.headers.get("referer");
    // The host is compared, not the text: "https://evil.example/?safe-site.com" is another site
    const url = Url.parse(referer === null ? "" : referer);
    return url !== null && (url.host == allowedDomain || url.host.endsWith("." + allowedDomain));
  }

  private block(): HeadersAction {
    const requestId = encodeHex(randomBytes(16));
    log.info(`block_request: Forbidden - Request ID: ${requestId}`);
    this.sendLocalReply(403, `Forbidden - Request ID: ${requestId}`);
    return HeadersAction.Pause;
  }
}

registerPlugin<BlockRequest>("block_request");
