import {
  DataAction,
  HeadersAction,
  HtmlRewriter,
  HtmlTag,
  HttpContext,
  PluginContext,
  registerPlugin,
} from "mesh-wasm/assembly";

const api = "https://www.google.com/recaptcha/enterprise.js";

/** What a reCAPTCHA key is for. */
enum KeyType {
  SESSION,
  ACTION,
}

@config
class RecaptchaConfig {
  /** What the key is for. */
  recaptcha_key_type!: KeyType;
  /** The key of the site. */
  recaptcha_key_value!: string;
}

/** Puts the script of reCAPTCHA into the head of every HTML page. */
class EnableRecaptcha extends PluginContext<RecaptchaConfig> {
  createHttpContext(): HttpContext {
    return new Stream(this.script);
  }

  private get script(): string {
    const key = this.config.recaptcha_key_value;
    return this.config.recaptcha_key_type == KeyType.SESSION
      ? `<script src="${api}?render=&waf=${key}" async defer></script>`
      : `<script src="${api}?render=${key}"></script>`;
  }
}

class HeadScript extends HtmlRewriter {
  private isDone: bool = false;

  constructor(private script: string) {
    super();
  }

  onStartTag(tag: HtmlTag): void {
    if (this.isDone || tag.name != "head") return;
    tag.after(`\n${this.script}\n`);
    this.isDone = true;
  }
}

class Stream extends HttpContext {
  private page: HeadScript;
  /** Responses of other types pass as they are. */
  private isPage: bool = true;

  constructor(script: string) {
    super();
    this.page = new HeadScript(script);
  }

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

registerPlugin<EnableRecaptcha>("enable_recaptcha");
