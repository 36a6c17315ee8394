import { MetricType } from "../abi/enums/metric-type";
import { Status } from "../abi/enums/status";
import { keepMetric, keptMetric } from "../abi/kept-names";
import { defineMetric, metricResult } from "../abi/metric-calls";
import { isInTurn } from "../abi/turn";

/** What counters, gauges and histograms have in common: a name, and the host's id of it. */
export abstract class Metric {
  /** The name by which the metric was defined. */
  readonly name: string;
  /** What defining it answered: `Ok`, or why it can count nothing. `NotFound` while it is not defined. */
  status: Status = Status.NotFound;
  /** The host's id. */
  protected id: u32 = 0;
  private readonly type: MetricType;

  constructor(type: MetricType, name: string) {
    this.type = type;
    this.name = keepMetric(name);
    // While the module is loaded Envoy allows no metrics; then it is defined at its first use.
    if (isInTurn()) this.isDefined();
  }

  /** Whether the host knows the metric; defines it if need be. */
  protected isDefined(): bool {
    if (this.status != Status.NotFound) return this.status == Status.Ok;
    this.status = defineMetric(this.type, keptMetric(this.name));
    this.id = <u32>metricResult();
    return this.status == Status.Ok;
  }
}
