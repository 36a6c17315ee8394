import { check } from "./checks/check.ts";
import { text } from "./checks/schemas.ts";
import type { RunningProxy } from "./engine.ts";

/** What a histogram has recorded. */
export interface Histogram {
  /** How many values. */
  samples: number;
  /** Values by percentile, such as `P50` and `P99`. A real Envoy knows them as precisely as its buckets are. */
  percentiles: Record<string, number>;
}

/** The metrics of plugins, by the names that they define. */
export class FilterMetrics {
  readonly #proxy: RunningProxy;

  constructor(proxy: RunningProxy) {
    this.#proxy = proxy;
  }

  /** Undefined where no plugin has defined such a counter. */
  counter(name: string): number | undefined {
    check(text, name, "the name of a counter");
    return this.#proxy.metrics.counter(name);
  }

  /** Undefined where no plugin has defined such a gauge. */
  gauge(name: string): number | undefined {
    check(text, name, "the name of a gauge");
    return this.#proxy.metrics.gauge(name);
  }

  /** Undefined where nothing was recorded. A real Envoy has to gather it from its workers. */
  async histogram(name: string): Promise<Histogram | undefined> {
    check(text, name, "the name of a histogram");
    return this.#proxy.histogram(name);
  }
}
