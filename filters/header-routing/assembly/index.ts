import { HeadersAction, HttpContext, log, PluginContext, randomU32, registerPlugin } from "mesh-wasm/assembly";
import { HeaderRoutingConfig } from "./config";

/** Chooses a subset for each request and writes it into a header that routes select on. */
class HeaderRouting extends PluginContext<HeaderRoutingConfig> {
  private totalWeight: u64 = 0;

  onConfigure(): bool {
    const split = this.config.split;
    this.totalWeight = 0;
    for (let i = 0; i < split.length; ++i) this.totalWeight += split[i].weight;
    if (split.length == 0 || (this.totalWeight > 0 && this.totalWeight <= u32.MAX_VALUE)) return true;
    log.error(`split: the weights add up to ${this.totalWeight}, expected a sum from 1 to ${u32.MAX_VALUE}`);
    return false;
  }

  createHttpContext(): HttpContext {
    return new Stream(this);
  }

  /** Picks a subset by weight; empty where no split is configured. */
  pick(): string {
    const split = this.config.split;
    if (this.totalWeight == 0) return "";
    // A number below the sum of weights: the upper half of the product of the sum and 32 random bits.
    let left = (<u64>randomU32() * this.totalWeight) >> 32;
    for (let i = 0; i < split.length; ++i) {
      if (left < split[i].weight) return split[i].subset;
      left -= split[i].weight;
    }
    return split[split.length - 1].subset;
  }
}

class Stream extends HttpContext {
  private plugin: HeaderRouting;

  constructor(plugin: HeaderRouting) {
    super();
    this.plugin = plugin;
  }

  onRequestHeaders(endOfStream: bool): HeadersAction {
    const header = this.plugin.config.header;
    const chosen = this.ruled();
    const subset = chosen === null ? this.plugin.pick() : chosen;
    // Envoy chooses the route anew when a request header was changed.
    if (subset.length) this.request.headers.set(header, subset);
    else this.request.headers.remove(header);
    return HeadersAction.Continue;
  }

  private ruled(): string | null {
    const rules = this.plugin.config.rules;
    for (let i = 0; i < rules.length; ++i) {
      const wanted = rules[i].value;
      const fits =
        wanted === null
          ? this.request.headers.has(rules[i].header)
          : this.request.headers.equals(rules[i].header, wanted);
      if (fits) return rules[i].subset;
    }
    return null;
  }
}

registerPlugin<HeaderRouting>("header-routing");
