import { MetricType } from "../abi/enums/metric-type";
import { Status } from "../abi/enums/status";
import { incrementMetric, metricResult, readMetric } from "../abi/metric-calls";
import { Metric } from "./metric";

/**
 * A number that only grows, over all workers. Envoy shows it as `wasmcustom.NAME`, Prometheus as `NAME`.
 *
 * @example
 * class Canary extends PluginContext {
 *   routed: Counter = Counter.define("canary_routed_total");
 *   createHttpContext(): HttpContext { return new CanaryStream(this); }
 * }
 *
 * class CanaryStream extends HttpContext {
 *   constructor(private plugin: Canary) { super(); }
 *   onRequestHeaders(endOfStream: bool): HeadersAction {
 *     if (this.request.headers.has("x-canary")) this.plugin.routed.increment();
 *     return HeadersAction.Continue;
 *   }
 * }
 */
@final
export class Counter extends Metric {
  /** Defines a counter. The same name gives the same counter, in every worker and plugin. See `taggedName` for tags. */
  static define(name: string): Counter {
    return new Counter(MetricType.Counter, name);
  }

  /**
   * Adds to the counter.
   *
   * @returns `Ok`, or the status with which it could not be defined; `BadArgument` for 0
   */
  increment(by: u32 = 1): Status {
    return this.isDefined() ? incrementMetric(this.id, by) : this.status;
  }

  /** The count, over all workers; 0 when it could not be read. */
  get value(): u64 {
    return this.isDefined() && readMetric(this.id) == Status.Ok ? metricResult() : 0;
  }
}
