import { Counter, Histogram, taggedName } from "mesh-wasm/assembly";

/** Status classes 1xx to 5xx, and 0 for a stream that ended without a status. */
const classes: u32 = 6;

/** The metrics of one route: a counter and a latency histogram for each class of status codes. */
export class RouteMetrics {
  private prefix: string;
  private route: string;
  private requests: StaticArray<Counter | null> = new StaticArray<Counter | null>(<i32>classes);
  private latencies: StaticArray<Histogram | null> = new StaticArray<Histogram | null>(<i32>classes);

  constructor(prefix: string, route: string) {
    this.prefix = prefix;
    this.route = route;
  }

  /** Counts one request. Metrics are defined when the first request of their class has ended. */
  record(statusCode: u32, milliseconds: u64): void {
    const statusClass = statusCode / 100 < classes ? statusCode / 100 : 0;
    this.requestsOf(statusClass).increment();
    this.latencyOf(statusClass).record(milliseconds);
  }

  private requestsOf(statusClass: u32): Counter {
    const known = this.requests[statusClass];
    if (known) return known;
    const counter = Counter.define(this.nameOf("requests_total", statusClass));
    this.requests[statusClass] = counter;
    return counter;
  }

  private latencyOf(statusClass: u32): Histogram {
    const known = this.latencies[statusClass];
    if (known) return known;
    const histogram = Histogram.define(this.nameOf("request_duration_ms", statusClass));
    this.latencies[statusClass] = histogram;
    return histogram;
  }

  private nameOf(metric: string, statusClass: u32): string {
    const status = statusClass ? `${statusClass}xx` : "none";
    return taggedName(`${this.prefix}_${metric}`, [
      ["route", this.route],
      ["status", status],
    ]);
  }
}
