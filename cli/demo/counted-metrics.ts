import type { EnvoyAdmin } from "../../envoy/index.ts";

/** What the telemetry plugin has counted for one route and class of status codes. */
export interface RouteCount {
  route: string;
  /** `2xx` and so on. */
  status: string;
  requests: number;
  /** Milliseconds, as precise as Envoy's buckets. */
  median: number;
  p99: number;
}

/** The telemetry plugin's counters and histograms, one row for each route and status class. */
export async function countedMetrics(admin: EnvoyAdmin): Promise<RouteCount[]> {
  const counters = await admin.stats("^wasmcustom\\.mesh_requests_total");
  const histograms = await admin.histograms("^wasmcustom\\.mesh_request_duration_ms");
  return Object.entries(counters)
    .map(([name, requests]) => {
      const [, tags = "", route = "", status = ""] = /(\.route=(.+)\.status=(.+))$/.exec(name) ?? [];
      const spread = histograms[`wasmcustom.mesh_request_duration_ms${tags}`]?.percentiles;
      return { route, status, requests, median: spread?.["P50"] ?? 0, p99: spread?.["P99"] ?? 0 };
    })
    .sort((a, b) => (`${a.route} ${a.status}` < `${b.route} ${b.status}` ? -1 : 1));
}
