import { MetricType } from "../abi/enums/metric-type";
import { Status } from "../abi/enums/status";
import { recordMetric } from "../abi/metric-calls";
import { Metric } from "./metric";

/**
 * A distribution of values: latencies in milliseconds, sizes in bytes. Envoy shows it as `wasmcustom.NAME`, Prometheus as
 * `NAME`. It cannot be read in a filter.
 *
 * @example
 * class Carts extends PluginContext {
 *   size: Histogram = Histogram.define("cart_size_bytes");
 *   createHttpContext(): HttpContext { return new CartStream(this); }
 * }
 *
 * class CartStream extends HttpContext {
 *   constructor(private plugin: Carts) { super(); }
 *   onLog(): void { this.plugin.size.record(attributes.request.size); }
 * }
 */
@final
export class Histogram extends Metric {
  /** Defines a histogram. The same name gives the same one, in every worker and plugin. See `taggedName` for tags. */
  static define(name: string): Histogram {
    return new Histogram(MetricType.Histogram, name);
  }

  /** Adds a value. Answers `Ok`, or the status with which the histogram could not be defined. */
  record(value: u64): Status {
    return this.isDefined() ? recordMetric(this.id, value) : this.status;
  }
}
