import { MetricType } from "../abi/enums/metric-type";
import { Status } from "../abi/enums/status";
import { incrementMetric, recordMetric } from "../abi/metric-calls";
import { Metric } from "./metric";
import { get_metric } from "./metric-functions";

/**
 * A number that goes up and down, one for all workers.
 *
 * @example
 * const open = new Gauge("sessions_open");
 */
export class Gauge extends Metric {
  /** Defines it. The same name gives the same metric. */
  constructor(name: string) {
    super(MetricType.Gauge, name);
  }

  /** Adds a number, which may be negative: `Ok`, or `NotFound` when the gauge could not be defined. */
  increment(offset: i64): Status {
    return incrementMetric(this.metric_id, offset);
  }

  /** Sets the gauge of this number; 0 is this one. `Ok`, or `NotFound` when there is no such metric. */
  record(metric_id: u32, value: u64): Status {
    return recordMetric(metric_id ? metric_id : this.metric_id, value);
  }

  /** What it stands at; 0 when it could not be read. */
  get value(): u64 {
    return get_metric(this.metric_id).data;
  }
}
