// Tells the properties whose paths are the lines of its configuration.
import { HeadersAction, HttpContext, log, PluginContext, property, registerPlugin } from "mesh-wasm/assembly";

class GivenPlugin extends PluginContext {
  paths: string[] = [];

  onConfigure(): bool {
    this.paths = this.pluginConfigurationText.split("\n");
    return true;
  }

  createHttpContext(): HttpContext {
    return new GivenStream(this);
  }
}

class GivenStream extends HttpContext {
  constructor(private plugin: GivenPlugin) {
    super();
  }

  onRequestHeaders(endOfStream: bool): HeadersAction {
    this.tell("request");
    return HeadersAction.Continue;
  }

  onResponseHeaders(endOfStream: bool): HeadersAction {
    this.tell("response");
    return HeadersAction.Continue;
  }

  onLog(): void {
    this.tell("log");
  }

  private tell(when: string): void {
    const paths = this.plugin.paths;
    for (let i = 0; i < paths.length; ++i) {
      const value = property.getString(paths[i]);
      log.info(`${when} ${paths[i]} ${value ? value : "-"} ${<i32>property.lastStatus()}`);
    }
  }
}

registerPlugin<GivenPlugin>("given");
