import { HeadersAction, HttpContext, log, PluginContext, Regex, registerPlugin } from "mesh-wasm/assembly";

/** Takes `foo-` from the first segment of the path that begins so. */
class RegexRewrite extends PluginContext {
  private pattern: Regex | null = null;

  onConfigure(): bool {
    // Once for all requests: to compile an expression is far more work than to match it
    this.pattern = Regex.compile("/foo-([^/]+)/");
    if (!this.pattern) log.error(Regex.lastError());
    return this.pattern !== null;
  }

  createHttpContext(): HttpContext {
    return new Stream(this.pattern!);
  }
}

class Stream extends HttpContext {
  constructor(private pattern: Regex) {
    super();
  }

  onRequestHeaders(endOfStream: bool): HeadersAction {
    const path = this.request.path;
    const rewritten = this.pattern.replace(path, "/$1/");
    // An assignment has Envoy choose the route anew: only where something has changed
    if (rewritten != path) this.request.path = rewritten;
    return HeadersAction.Continue;
  }
}

registerPlugin<RegexRewrite>("regex_rewrite");
