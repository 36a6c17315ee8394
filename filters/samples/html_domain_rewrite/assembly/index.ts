import {
  DataAction,
  HeadersAction,
  HtmlRewriter,
  HtmlTag,
  HttpContext,
  PluginContext,
  registerPlugin,
} from "mesh-wasm/assembly";

const from = "foo.com";
const to = "bar.com";

/** Has the links of HTML pages lead to another domain. Text and other attributes stay. */
class HtmlDomainRewrite extends PluginContext {
  createHttpContext(): HttpContext {
    return new Stream();
  }
}

class Links extends HtmlRewriter {
  onStartTag(tag: HtmlTag): void {
    if (tag.name != "a") return;
    const href = tag.get("href");
    if (href !== null && href.includes(from)) tag.set("href", href.replaceAll(from, to));
  }
}

class Stream extends HttpContext {
  private links: Links = new Links();
  /** Responses of other types pass as they are. */
  private isPage: bool = true;

  onResponseHeaders(endOfStream: bool): HeadersAction {
    const type = this.response.headers.get("content-type");
    this.isPage = type === null || type.startsWith("text/html");
    // The length may change, which Envoy does not adapt the header to
    if (this.isPage) this.response.headers.remove("content-length");
    return HeadersAction.Continue;
  }

  onResponseBody(size: u32, endOfStream: bool): DataAction {
    if (this.isPage) this.response.body.replace(this.links.write(this.response.body.bytes(), endOfStream));
    return DataAction.Continue;
  }
}

registerPlugin<HtmlDomainRewrite>("html_domain_rewrite");
