// A stats sink that logs the metrics of plugins, some of the proxy's own, and how many there are; and a filter that counts.
import {
  Counter,
  Gauge,
  HeadersAction,
  HttpContext,
  log,
  MetricType,
  PluginContext,
  registerPlugin,
  StatsReader,
} from "mesh-wasm/assembly";

class Sink extends PluginContext {
  onConfigure(): bool {
    log.info(`outside ${new StatsReader().next()}`);
    return true;
  }

  onStatsUpdate(size: u32): void {
    const stats = new StatsReader();
    let counters = 0;
    let gauges = 0;
    while (stats.next()) {
      const isCounter = stats.type == MetricType.Counter;
      if (isCounter) ++counters;
      else ++gauges;
      const name = stats.name;
      const kind = isCounter ? "counter" : "gauge";
      if (this.isWanted(name)) log.info(`${kind} ${name} ${stats.value} ${stats.delta}`);
    }
    log.info(`all ${counters} ${gauges} ${stats.next()}`);
  }

  private isWanted(name: string): bool {
    return name.startsWith("wasmcustom.") || name == "server.concurrency" || name == "server.live";
  }
}

class Shop extends PluginContext {
  served: Counter = Counter.define("served_total");
  open: Gauge = Gauge.define("open");
  // Metrics that nobody changes are left out
  never: Counter = Counter.define("never_total");
  many: Counter[] = [];

  onConfigure(): bool {
    const name = "a".repeat(600);
    for (let i = 0; i < 100; ++i) this.many.push(Counter.define(`${name}.${i}`));
    return true;
  }

  createHttpContext(): HttpContext {
    return new ShopStream(this);
  }
}

class ShopStream extends HttpContext {
  constructor(private shop: Shop) {
    super();
  }

  onRequestHeaders(endOfStream: bool): HeadersAction {
    this.shop.served.increment(3);
    this.shop.open.record((<u64>1) << 40);
    if (this.request.path == "/many") {
      for (let i = 0; i < this.shop.many.length; ++i) this.shop.many[i].increment();
    }
    this.sendLocalReply(200);
    return HeadersAction.Pause;
  }
}

registerPlugin<Sink>("sink");
registerPlugin<Shop>("shop");
