import { Counter, HeadersAction, HttpContext, PluginContext, registerPlugin } from "mesh-wasm/assembly";

@config
class CanaryConfig {
  /** Header that marks a request as canary. */
  header: string = "x-canary";
  /** Subset that serves it. */
  subset: string = "v2";
}

class Canary extends PluginContext<CanaryConfig> {
  routed: Counter = Counter.define("canary_routed_total");

  createHttpContext(): HttpContext {
    return new CanaryStream(this);
  }
}

class CanaryStream extends HttpContext {
  constructor(private plugin: Canary) {
    super();
  }

  onRequestHeaders(endOfStream: bool): HeadersAction {
    if (this.request.headers.has(this.plugin.config.header)) {
      this.request.headers.set("x-mesh-subset", this.plugin.config.subset);
      this.plugin.routed.increment();
    }
    return HeadersAction.Continue;
  }
}

registerPlugin<Canary>("canary");
