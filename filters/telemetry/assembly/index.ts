import { attributes, HttpContext, PluginContext, registerPlugin } from "mesh-wasm/assembly";
import { writeAccessLog } from "./access-log";
import { TelemetryConfig } from "./config";
import { RouteMetrics } from "./route-metrics";

/** Counts and times requests by route and class of status code. */
class Telemetry extends PluginContext<TelemetryConfig> {
  private routes: Map<string, RouteMetrics> = new Map();

  createHttpContext(): HttpContext {
    return new Stream(this);
  }

  /** The metrics of a route. There are as many routes as the proxy's configuration has, so none is forgotten. */
  metricsOf(route: string): RouteMetrics {
    if (this.routes.has(route)) return this.routes.get(route);
    const metrics = new RouteMetrics(this.config.prefix, route);
    this.routes.set(route, metrics);
    return metrics;
  }
}

class Stream extends HttpContext {
  private plugin: Telemetry;

  constructor(plugin: Telemetry) {
    super();
    this.plugin = plugin;
  }

  onLog(): void {
    const name = attributes.xds.routeName;
    const route = name.length ? name : "unnamed";
    const statusCode = <u32>attributes.response.code;
    const milliseconds = <u64>(attributes.request.duration / 1000000);
    this.plugin.metricsOf(route).record(statusCode, milliseconds);
    if (this.plugin.config.accessLog) writeAccessLog(route, statusCode, milliseconds);
  }
}

registerPlugin<Telemetry>("telemetry");
