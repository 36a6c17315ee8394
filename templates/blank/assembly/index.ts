import { HeadersAction, HttpContext, PluginContext, registerPlugin } from "mesh-wasm/assembly";

@config
class Settings {
  /** Header that the filter adds to each response. */
  header: string = "x-filter";
  /** Its value. */
  value: string = "filter-name";
}

class Plugin extends PluginContext<Settings> {
  createHttpContext(): HttpContext {
    return new Stream(this.config);
  }
}

class Stream extends HttpContext {
  constructor(private settings: Settings) {
    super();
  }

  onResponseHeaders(endOfStream: bool): HeadersAction {
    this.response.headers.set(this.settings.header, this.settings.value);
    return HeadersAction.Continue;
  }
}

registerPlugin<Plugin>("filter-name");
