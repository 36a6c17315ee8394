import { MetricType } from "../abi/enums/metric-type";
import { Status } from "../abi/enums/status";
import { incrementMetric } from "../abi/metric-calls";
import { Metric } from "./metric";
import { get_metric } from "./metric-functions";

/**
 * A number that only grows, over all workers.
 *
 * @example
 * const requests = new Counter("requests_total");
 */
export class Counter extends Metric {
  /** Defines it. The same name gives the same metric. */
  constructor(name: string) {
    super(MetricType.Counter, name);
  }

  /** Adds to the counter: `Ok`; `BadArgument` for 0; `NotFound` when it could not be defined. */
  increment(offset: u32): Status {
    return incrementMetric(this.metric_id, offset);
  }

  /** The count; 0 when it could not be read. */
  get value(): u64 {
    return get_metric(this.metric_id).data;
  }
}
