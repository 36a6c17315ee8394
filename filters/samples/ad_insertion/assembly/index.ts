import {
  BodyBuffer,
  DataAction,
  decodeLatin1,
  encodeLatin1,
  HeadersAction,
  HttpContext,
  PluginContext,
  registerPlugin,
  TrailersAction,
} from "mesh-wasm/assembly";
import { AdPlan } from "./ad-plan";

/** Puts ads into HTML pages; the plugin's configuration says which, and where. */
class AdInsertion extends PluginContext {
  plan: AdPlan = new AdPlan();

  onConfigure(): bool {
    // A character for each byte, as of the pages
    this.plan = AdPlan.parse(decodeLatin1(this.pluginConfiguration));
    return true;
  }

  createHttpContext(): HttpContext {
    return new Stream(this);
  }
}

class Stream extends HttpContext {
  /** The page as a whole, up to 1 MiB; a larger one passes as it is. */
  private page: BodyBuffer = BodyBuffer.ofResponse(this, 1000 << 10).passTooLarge();
  /** A request for an ad itself gets no ads. */
  private isAd: bool = false;
  private isPage: bool = false;

  constructor(private plugin: AdInsertion) {
    super();
  }

  onRequestHeaders(endOfStream: bool): HeadersAction {
    this.isAd = this.request.path.includes("/ads/");
    return HeadersAction.Continue;
  }

  onResponseHeaders(endOfStream: bool): HeadersAction {
    const type = this.response.headers.get("content-type");
    this.isPage = !this.isAd && type !== null && type.includes("text/html");
    return this.isPage ? this.page.expect(endOfStream) : HeadersAction.Continue;
  }

  onResponseBody(size: u32, endOfStream: bool): DataAction {
    if (!this.isPage) return DataAction.Continue;
    if (!this.page.isComplete(size, endOfStream)) return this.page.action;
    this.insert();
    return DataAction.Continue;
  }

  onResponseTrailers(): TrailersAction {
    if (this.isPage && this.page.endsWithTrailers()) this.insert();
    return TrailersAction.Continue;
  }

  private insert(): void {
    const page = decodeLatin1(this.response.body.bytes());
    this.response.body.replace(encodeLatin1(this.plugin.plan.insertInto(page)));
  }
}

registerPlugin<AdInsertion>("ad_insertion");
