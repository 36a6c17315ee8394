import { HeadersAction, HttpContext, log, PluginContext, registerPlugin } from "mesh-wasm/assembly";

/** Keeps its configuration, which here is any text, and logs it with each request. */
class PluginConfiguration extends PluginContext {
  secret: string = "";

  onConfigure(): bool {
    // It can be read here only
    this.secret = this.pluginConfigurationText;
    return true;
  }

  createHttpContext(): HttpContext {
    return new Stream(this);
  }
}

class Stream extends HttpContext {
  constructor(private plugin: PluginConfiguration) {
    super();
  }

  onRequestHeaders(endOfStream: bool): HeadersAction {
    log.info(`docs_plugin_config: secret: ${this.plugin.secret}`);
    return HeadersAction.Continue;
  }
}

registerPlugin<PluginConfiguration>("docs_plugin_config");
