/** A template that `new filter` starts from; its files are in templates/<name>. */
export interface Template {
  name: string;
  summary: string;
}

/** All templates; the first is what a project starts from where none is named. */
export const templates: readonly Template[] = [
  { name: "blank", summary: "The smallest filter: one header on each response" },
  { name: "authorization", summary: "Ask an authorization service for each request and refuse what it refuses" },
  { name: "telemetry", summary: "Count requests and measure latency with Envoy's own metrics" },
  { name: "header-routing", summary: "Route requests to another version by a header or cookie" },
];
