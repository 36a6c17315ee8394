import { MetricType } from "../abi/enums/metric-type";
import { Status } from "../abi/enums/status";
import { isInTurn } from "../abi/turn";
import { define_metric } from "./metric-functions";

/** What counters, gauges and histograms have in common. */
export abstract class Metric {
  private readonly typ: MetricType;
  private readonly name: string;
  private id: u32 = 0;

  constructor(typ: MetricType, name: string) {
    this.typ = typ;
    this.name = name;
    // While the module is loaded Envoy allows no metrics; then it is defined at its first use.
    if (isInTurn()) this.define();
  }

  /** The host's number of the metric; 0 when it could not be defined. */
  get metric_id(): u32 {
    if (!this.id) this.define();
    return this.id;
  }

  private define(): void {
    const metric = define_metric(this.typ, this.name);
    if (metric.result == Status.Ok) this.id = metric.metric_id;
  }
}
