/**
 * A kind of metric.
 *
 * Source: Proxy-Wasm 0.2.1, `proxy_metric_type_t`.
 */
export enum MetricType {
  Counter = 0,
  Gauge = 1,
  Histogram = 2,
}
