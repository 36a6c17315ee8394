import type { ByteString } from "../bytes.ts";

/** A metric as the proxy keeps it: one of a name and type, whoever defines it. */
export interface Metric {
  readonly type: "counter" | "gauge" | "histogram";
  readonly name: ByteString;
  /** Of a counter or gauge; always of 64 bits without a sign. */
  value: bigint;
  /** Whether anybody has changed it. */
  used: boolean;
  /** All values that a histogram got, in order. */
  readonly values: bigint[];
}

/** The metrics that plugins have defined. */
export class MetricStore {
  private readonly metrics = new Map<string, Metric>();

  define(type: Metric["type"], name: ByteString): Metric {
    const key = `${type} ${name}`;
    const known = this.metrics.get(key);
    if (known) return known;
    const metric: Metric = { type, name, value: 0n, used: false, values: [] };
    this.metrics.set(key, metric);
    return metric;
  }

  find(type: Metric["type"], name: ByteString): Metric | undefined {
    return this.metrics.get(`${type} ${name}`);
  }

  all(): Metric[] {
    return [...this.metrics.values()];
  }
}
