import type { ByteString } from "../bytes.ts";
import type { Metric, MetricStore } from "../shared/metrics.ts";

/** A counter or gauge at a moment. */
export interface MetricValue {
  name: ByteString;
  value: bigint;
}

/** The metrics of a moment that anybody has changed so far, as a stats sink gets them. */
export interface MetricSnapshot {
  /** Counters, each with what has come since the last snapshot. */
  counters: (MetricValue & { delta: bigint })[];
  gauges: MetricValue[];
  /** How many there are of each with those that nobody has changed. */
  allCounters: number;
  allGauges: number;
}

/** Envoy's name for what plugins define. */
const prefix = "wasmcustom.";

/** Takes one snapshot after the other. */
export class MetricSnapshots {
  private readonly store: MetricStore;
  private readonly last = new Map<Metric, bigint>();

  constructor(store: MetricStore) {
    this.store = store;
  }

  take(): MetricSnapshot {
    const all = this.store.all();
    const counters = all.filter(({ type }) => type === "counter");
    const gauges = all.filter(({ type }) => type === "gauge");
    return {
      counters: counters.filter(isUsed).map((metric) => ({ ...valueAt(metric), delta: this.deltaOf(metric) })),
      gauges: gauges.filter(isUsed).map(valueAt),
      allCounters: counters.length,
      allGauges: gauges.length,
    };
  }

  private deltaOf(metric: Metric): bigint {
    const delta = metric.value - (this.last.get(metric) ?? 0n);
    this.last.set(metric, metric.value);
    return BigInt.asUintN(64, delta);
  }
}

function isUsed({ used }: Metric): boolean {
  return used;
}

function valueAt({ name, value }: Metric): MetricValue {
  return { name: prefix + name, value };
}
