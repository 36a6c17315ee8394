import { MetricType } from "../abi/enums/metric-type";
import { Status } from "../abi/enums/status";
import { defineMetric, incrementMetric, metricResult, readMetric, recordMetric } from "../abi/metric-calls";

/** A metric that was defined. */
class MetricResult {
  /** `Ok`, or why it could not be defined. */
  result: Status = Status.Ok;
  /** The host's number of the metric; 0 when there is none. */
  metric_id: u32 = 0;
}

/** The value of a metric. */
class MetricData {
  /** `Ok`; `BadArgument` for a histogram, which cannot be read; `NotFound` when there is no such metric. */
  result: Status = Status.Ok;
  /** The value; 0 when it could not be read. */
  data: u64 = 0;
}

/**
 * Defines a metric. The same name gives the same metric.
 *
 * @example
 * const metric = define_metric(MetricTypeValues.Gauge, "sessions_open");
 */
export function define_metric(typ: MetricType, name: string): MetricResult {
  const metric = new MetricResult();
  metric.result = defineMetric(typ, name);
  if (metric.result == Status.Ok) metric.metric_id = <u32>metricResult();
  return metric;
}

/**
 * Adds to a counter or gauge: `Ok`; `BadArgument` for a histogram, and for a counter below 1; `NotFound`.
 *
 * @example
 * increment_metric(define_metric(MetricTypeValues.Counter, "requests_total").metric_id, 1);
 */
export function increment_metric(metric_id: u32, offset: i64): Status {
  return incrementMetric(metric_id, offset);
}

/**
 * Sets a gauge, adds to a counter or adds a value to a histogram: `Ok`, or `NotFound`.
 *
 * @example
 * record_metric(define_metric(MetricTypeValues.Histogram, "body_size_bytes").metric_id, 300);
 */
export function record_metric(metric_id: u32, value: u64): Status {
  return recordMetric(metric_id, value);
}

/**
 * Reads a counter or gauge.
 *
 * @example
 * const open = get_metric(define_metric(MetricTypeValues.Gauge, "sessions_open").metric_id).data;
 */
export function get_metric(metric_id: u32): MetricData {
  const metric = new MetricData();
  metric.result = readMetric(metric_id);
  if (metric.result == Status.Ok) metric.data = metricResult();
  return metric;
}
