import {
  DataAction,
  HeadersAction,
  HtmlRewriter,
  HtmlTag,
  HttpContext,
  PluginContext,
  registerPlugin,
} from "mesh-wasm/assembly";

const script = '<script src="https://www.foo.com/api.js"></script>';

/** Puts a script into the head of every HTML page, while the page passes by. */
class ContentInjection extends PluginContext {
  createHttpContext(): HttpContext {
    return new Stream();
  }
}

class HeadScript extends HtmlRewriter {
  private isDone: bool = false;

  onStartTag(tag: HtmlTag): void {
    if (this.isDone || tag.name != "head") return;
    tag.after(script);
    this.isDone = true;
  }
}

class Stream extends HttpContext {
  private page: HeadScript = new HeadScript();
  /** Responses of other types pass as they are. */
  private isPage: bool = true;

  onResponseHeaders(endOfStream: bool): HeadersAction {
    const type = this.response.headers.get("content-type");
    this.isPage = type === null || type.startsWith("text/html");
    // The body gets longer, which Envoy does not adapt the header to
    if (this.isPage) this.response.headers.remove("content-length");
    return HeadersAction.Continue;
  }

  onResponseBody(size: u32, endOfStream: bool): DataAction {
    if (this.isPage) this.response.body.replace(this.page.write(this.response.body.bytes(), endOfStream));
    return DataAction.Continue;
  }
}

registerPlugin<ContentInjection>("content_injection");
