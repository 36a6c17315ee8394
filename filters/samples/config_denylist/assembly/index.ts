import { HeadersAction, HttpContext, log, PluginContext, registerPlugin } from "mesh-wasm/assembly";

/** Refuses the tokens that the plugin's configuration lists, one a line, and requests without a token. */
class ConfigDenylist extends PluginContext {
  private denied: Set<string> = new Set();

  onConfigure(): bool {
    this.denied = new Set();
    const lines = this.pluginConfigurationText.split("\n");
    for (let i = 0; i < lines.length; ++i) {
      const token = lines[i].trim();
      if (token.length > 0) this.denied.add(token);
    }
    log.info(`config_denylist: Config keys size ${this.denied.size}`);
    return true;
  }

  createHttpContext(): HttpContext {
    return new Stream(this);
  }

  isDenied(token: string): bool {
    return this.denied.has(token);
  }
}

class Stream extends HttpContext {
  constructor(private plugin: ConfigDenylist) {
    super();
  }

  onRequestHeaders(endOfStream: bool): HeadersAction {
    const token = this.request.headers.get("user-token");
    if (token === null) return this.refuse("Access forbidden - token missing.\n");
    if (this.plugin.isDenied(token)) return this.refuse("Access forbidden.\n");
    return HeadersAction.Continue;
  }

  private refuse(reason: string): HeadersAction {
    this.sendLocalReply(403, reason);
    return HeadersAction.Pause;
  }
}

registerPlugin<ConfigDenylist>("config_denylist");
