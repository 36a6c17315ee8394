import { MetricType } from "../abi/enums/metric-type";
import { Status } from "../abi/enums/status";
import { recordMetric } from "../abi/metric-calls";
import { Metric } from "./metric";

/**
 * A distribution of values.
 *
 * @example
 * const sizes = new Histogram("body_size_bytes");
 */
export class Histogram extends Metric {
  /** Defines it. The same name gives the same metric. */
  constructor(name: string) {
    super(MetricType.Histogram, name);
  }

  /** Adds a value: a histogram counts nothing else. `Ok`, or `NotFound` when it could not be defined. */
  increment(offset: i64): Status {
    return recordMetric(this.metric_id, offset);
  }

  /** Adds a value to the histogram of this number; 0 is this one. `Ok`, or `NotFound` when there is no such metric. */
  record(metric_id: u32, value: u64): Status {
    return recordMetric(metric_id ? metric_id : this.metric_id, value);
  }
}
