import { MetricType } from "../abi/enums/metric-type";
import { Status } from "../abi/enums/status";
import { incrementMetric, metricResult, readMetric, recordMetric } from "../abi/metric-calls";
import { Metric } from "./metric";

/**
 * A number that goes up and down, one for all workers. Envoy shows it as `wasmcustom.NAME`, Prometheus as `NAME`.
 *
 * @example
 * class Sessions extends PluginContext {
 *   open: Gauge = Gauge.define("sessions_open");
 *   createTcpContext(): TcpContext { return new Session(this); }
 * }
 *
 * class Session extends TcpContext {
 *   constructor(private plugin: Sessions) { super(); }
 *   onNewConnection(): NetworkAction {
 *     this.plugin.open.add(1);
 *     return NetworkAction.Continue;
 *   }
 *   onDelete(): void { this.plugin.open.add(-1); }
 * }
 */
@final
export class Gauge extends Metric {
  /** Defines a gauge. The same name gives the same gauge, in every worker and plugin. See `taggedName` for tags. */
  static define(name: string): Gauge {
    return new Gauge(MetricType.Gauge, name);
  }

  /** Adds a number, which may be negative. Answers `Ok`, or the status with which the gauge could not be defined. */
  add(delta: i64): Status {
    return this.isDefined() ? incrementMetric(this.id, delta) : this.status;
  }

  /** Sets the gauge. Answers `Ok`, or the status with which the gauge could not be defined. */
  record(value: u64): Status {
    return this.isDefined() ? recordMetric(this.id, value) : this.status;
  }

  /** What it stands at; 0 when it could not be read. */
  get value(): u64 {
    return this.isDefined() && readMetric(this.id) == Status.Ok ? metricResult() : 0;
  }
}
