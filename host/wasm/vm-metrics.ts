import type { ByteString } from "../bytes.ts";
import type { Metric, MetricStore } from "../shared/metrics.ts";
import { Status } from "../status.ts";

const types = ["counter", "gauge", "histogram"] as const;
/** The lowest bits of a metric's id are its type. */
const typeBits = 2;
const mask = 3;
const unsigned64 = (1n << 64n) - 1n;

/** The metrics of one VM by the ids that it knows them by. */
export class VmMetrics {
  private readonly store: MetricStore;
  private readonly byId = new Map<number, Metric>();
  /** How many of each type there are: counters have ids 4, 8 …, gauges 5, 9 …, histograms 6, 10 … */
  private readonly defined = [0, 0, 0];

  constructor(store: MetricStore) {
    this.store = store;
  }

  /** Defines a metric, or another id of a known one. */
  define(type: number, name: ByteString): number | undefined {
    const kind = types[type];
    if (!kind) return undefined;
    const count = (this.defined[type] ?? 0) + 1;
    this.defined[type] = count;
    const id = (count << typeBits) | type;
    this.byId.set(id, this.store.define(kind, name));
    return id;
  }

  increment(id: number, delta: bigint): Status {
    const type = types[id & mask];
    if (type !== "counter" && type !== "gauge") return Status.BAD_ARGUMENT;
    const metric = this.byId.get(id);
    if (!metric) return Status.NOT_FOUND;
    if (type === "counter" && delta <= 0n) return Status.BAD_ARGUMENT;
    metric.value = (metric.value + delta) & unsigned64;
    metric.used = true;
    return Status.OK;
  }

  record(id: number, value: bigint): Status {
    const metric = this.byId.get(id);
    if (!metric) return Status.NOT_FOUND;
    const recorded = value & unsigned64;
    metric.used = true;
    if (metric.type === "counter") metric.value = (metric.value + recorded) & unsigned64;
    else if (metric.type === "gauge") metric.value = recorded;
    else metric.values.push(recorded);
    return Status.OK;
  }

  /** The value of a counter or gauge, or why there is none. */
  get(id: number): bigint | Status {
    const type = types[id & mask];
    if (type !== "counter" && type !== "gauge") return Status.BAD_ARGUMENT;
    return this.byId.get(id)?.value ?? Status.NOT_FOUND;
  }
}
