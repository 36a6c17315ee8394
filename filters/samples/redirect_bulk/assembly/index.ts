import { Headers, HeadersAction, HttpContext, log, PluginContext, registerPlugin } from "mesh-wasm/assembly";

/** Sends browsers from old domains to new ones; the plugin's configuration lists them. */
class RedirectBulk extends PluginContext {
  /** Old domain, in lower case, to new one. */
  private domains: Map<string, string> = new Map();

  onConfigure(): bool {
    this.domains = new Map();
    const lines = this.pluginConfigurationText.split("\n");
    for (let i = 0; i < lines.length; ++i) this.addLine(lines[i].trim());
    log.info(`redirect_bulk: ${this.domains.size} domain mappings`);
    return true;
  }

  createHttpContext(): HttpContext {
    return new Stream(this);
  }

  /** Where a domain has moved to; empty where it has not. */
  newDomainOf(domain: string): string {
    return this.domains.has(domain) ? this.domains.get(domain) : "";
  }

  /** An old and a new domain, blanks between; comments begin with `#`. */
  private addLine(line: string): void {
    if (line.length == 0 || line.startsWith("#")) return;
    const words = wordsOf(line);
    if (words.length == 2) this.domains.set(words[0].toLowerCase(), words[1]);
    else log.warn(`redirect_bulk: neither two domains nor a comment: ${line}`);
  }
}

class Stream extends HttpContext {
  constructor(private plugin: RedirectBulk) {
    super();
  }

  onRequestHeaders(endOfStream: bool): HeadersAction {
    const domain = this.request.authority.split(":")[0].toLowerCase();
    const target = this.plugin.newDomainOf(domain);
    if (target.length == 0) return HeadersAction.Continue;
    const scheme = this.request.scheme;
    const url = `${scheme.length > 0 ? scheme : "https"}://${target}${this.request.path}`;
    this.sendLocalReply(301, `Redirecting to ${url}`, new Headers().add("location", url));
    return HeadersAction.Pause;
  }
}

function wordsOf(line: string): string[] {
  return line
    .replaceAll("\t", " ")
    .split(" ")
    .filter((word) => word.length > 0);
}

registerPlugin<RedirectBulk>("redirect_bulk");
