/**
 * A kind of metric.
 *
 * Source: Proxy-Wasm 0.2.1, `proxy_metric_type_t`.
 *
 * @example
 * log.debug(`the host calls counters metrics of type ${<i32>MetricType.Counter}`);
 */
export enum MetricType {
  Counter = 0,
  Gauge = 1,
  Histogram = 2,
}
