/** Configuration of the telemetry filter. */
@config
export class TelemetryConfig {
  /** What the names of the metrics begin with. */
  prefix: string = "mesh";
  /** Whether a line goes to Envoy's log for each request. */
  accessLog: bool = true;
}
