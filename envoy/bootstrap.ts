import { stringify } from "yaml";
import { MeshWasmError } from "../core/index.ts";
import type { Bootstrap, Filter, HttpFilter, Listener, Node } from "./bootstrap-types.ts";
import { type ClusterOptions, clusterOf } from "./cluster.ts";
import { type PluginOptions, wasmHttpFilter, withNames } from "./plugin.ts";
import { type RouteOptions, routeOf } from "./route.ts";

/** An HTTP proxy with plugins. */
export interface HttpProxyOptions {
  /** The plugins in the order in which requests meet them; responses meet them in reverse. */
  plugins: PluginOptions[];
  /** Upstreams of routes and of calls that plugins make. */
  clusters?: ClusterOptions[];
  /** Default: everything to the first cluster; without one, Envoy itself answers 200. */
  routes?: RouteOptions[];
  /** Where the proxy listens. Default: any free port of 127.0.0.1. */
  listen?: { address?: string; port?: number };
  /** Access log on the output of Envoy: true for Envoy's own format, a string for a format, an object for JSON lines. Default: none. */
  accessLog?: boolean | string | Record<string, string>;
  /** How many bytes of a body Envoy holds back for a filter before it answers 413 or 500. Default: Envoy's, 1 MiB. */
  bufferLimitBytes?: number;
  /** Who this Envoy says it is, for the properties `xds.node.*`. */
  node?: Node;
}

/**
 * The configuration of an Envoy that runs these plugins, in Envoy's own words: a plain object, ready to be printed, changed
 * or started.
 *
 * @throws MeshWasmError MW0529 when a cluster, route or plugin is described wrongly.
 * @example
 * const bootstrap = httpBootstrap({
 *   plugins: [{ module: "build/canary.wasm", configuration: { header: "x-beta" } }],
 *   clusters: [{ name: "shop", url: "http://127.0.0.1:8080" }],
 * });
 */
export function httpBootstrap(options: HttpProxyOptions): Bootstrap {
  checkNames(options);
  const { address = "127.0.0.1", port = 0 } = options.listen ?? {};
  return {
    node: { id: "mesh-wasm", cluster: "mesh-wasm", ...options.node },
    admin: { address: { socket_address: { address: "127.0.0.1", port_value: 0 } } },
    // Histograms and gauges are then as new as the question, which a test relies on.
    stats_flush_on_admin: true,
    static_resources: {
      listeners: [listenerOf(options, address, port)],
      clusters: (options.clusters ?? []).map(clusterOf),
    },
  };
}

/** The configuration as YAML, for people to read and Envoy to load. */
export function printBootstrap(bootstrap: Bootstrap): string {
  // Envoy reads `yes`, `on` and `0o17` as YAML 1.1 does, so strings like these get their quotes.
  return stringify(bootstrap, { version: "1.1", lineWidth: 0, aliasDuplicateObjects: false });
}

function listenerOf(options: HttpProxyOptions, address: string, port: number): Listener {
  const limit = options.bufferLimitBytes;
  return {
    name: "http",
    address: { socket_address: { address, port_value: port } },
    ...(limit === undefined ? {} : { per_connection_buffer_limit_bytes: limit }),
    filter_chains: [{ filters: [connectionManagerOf(options)] }],
  };
}

function connectionManagerOf(options: HttpProxyOptions): Filter {
  const router = "envoy.extensions.filters.http.router.v3.Router";
  const filters: HttpFilter[] = options.plugins.map(wasmHttpFilter);
  return {
    name: "envoy.filters.network.http_connection_manager",
    typed_config: {
      "@type": connectionManagerType,
      stat_prefix: "http",
      ...accessLogOf(options.accessLog ?? false),
      http_filters: [
        ...filters,
        { name: "envoy.filters.http.router", typed_config: { "@type": `type.googleapis.com/${router}` } },
      ],
      route_config: {
        name: "http",
        virtual_hosts: [{ name: "http", domains: ["*"], routes: routesOf(options).map(routeOf) }],
      },
    },
  };
}

/** The type URL of the network filter that holds HTTP filters. */
export const connectionManagerType =
  "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager";

function routesOf({ routes, clusters }: HttpProxyOptions): RouteOptions[] {
  if (routes) return routes;
  const first = clusters?.[0];
  return [first ? { route: { cluster: first.name } } : { directResponse: { status: 200, body: "ok\n" } }];
}

function accessLogOf(format: boolean | string | Record<string, string>): Record<string, unknown> {
  if (format === false) return {};
  const type = "type.googleapis.com/envoy.extensions.access_loggers.stream.v3.StdoutAccessLog";
  return {
    access_log: [{ name: "envoy.access_loggers.stdout", typed_config: { "@type": type, ...logFormatOf(format) } }],
  };
}

function logFormatOf(format: true | string | Record<string, string>): Record<string, unknown> {
  if (format === true) return {};
  if (typeof format !== "string") return { log_format: { json_format: format } };
  const line = format.endsWith("\n") ? format : `${format}\n`;
  return { log_format: { text_format_source: { inline_string: line } } };
}

function checkNames({ plugins, clusters = [], routes = [] }: HttpProxyOptions): void {
  refuseTwice(
    "plugin",
    plugins.map((plugin) => withNames(plugin).name),
  );
  refuseTwice(
    "cluster",
    clusters.map((cluster) => cluster.name),
  );
  for (const [index, { route, directResponse }] of routes.entries()) {
    if ((route === undefined) === (directResponse === undefined)) {
      throw new MeshWasmError("MW0529", `route ${index + 1} needs either \`route\` or \`directResponse\``);
    }
  }
}

function refuseTwice(what: string, names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  throw new MeshWasmError("MW0529", `two of the ${what}s are called "${twice}"`, {
    hint: `give each ${what} a \`name\` of its own`,
  });
}
