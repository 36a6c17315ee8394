import type { HttpStream } from "./http-stream.ts";
import { findRoute, type Route } from "./route-table.ts";

/** The route of a request, looked up once until its cache is cleared. What is known of it then stands in the stream's info. */
export class ChosenRoute {
  private readonly stream: HttpStream;
  private cached: Route | undefined;
  private isCached = false;

  constructor(stream: HttpStream) {
    this.stream = stream;
  }

  /** The route of the request as it is now. */
  get(): Route | undefined {
    if (this.isCached) return this.cached;
    const { requestHeaders, services } = this.stream;
    this.isCached = true;
    this.cached = requestHeaders && findRoute(services.routes, requestHeaders);
    this.note();
    return this.cached;
  }

  clear(): void {
    this.isCached = false;
  }

  private note(): void {
    const { info, services } = this.stream;
    const route = this.cached;
    info.route = route && { name: route.name ?? "", metadata: { filter_metadata: route.metadata ?? {} } };
    info.virtualHost = route && services.virtualHost;
    const cluster = route?.route?.cluster;
    info.upstreamCluster = cluster === undefined ? undefined : services.clusters.get(cluster)?.info;
  }
}
