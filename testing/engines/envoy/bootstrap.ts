import {
  type Bootstrap,
  type ClusterOptions,
  type Filter,
  httpBootstrap,
  type Listener,
  type PluginOptions,
  type TypedConfig,
  wasmPluginConfig,
} from "../../../envoy/index.ts";
import type { PluginKind, ProxyPlan } from "../../engine.ts";
import { extension } from "./extension.ts";
import { addGivenProperties, withClusterMetadata, withListenerMetadata } from "./given-properties.ts";
import { behindProxyProtocol, withProxyProtocol } from "./proxy-protocol.ts";

/** A plugin as `envoy/` takes it, and what it is. */
export interface PlacedPlugin {
  kind: PluginKind;
  options: PluginOptions;
}

/** Names of the listeners. */
export const listenerNames = { http: "http", tcp: "tcp", barrier: "barrier" } as const;

/** What the access log says of each stream. */
export interface AccessLogEntry {
  /** The port that stands for the exchange; 0 where `x-forwarded-for` tells of another client. */
  exchange: number;
  /** The port of the connection itself. */
  client: number;
  details: string;
  flags: string;
  /** Microseconds until the end of the request came; "-" where it never did. */
  requestEnd: number | string;
  /** Microseconds until the end of the response went out; "-" where it never did. */
  responseEnd: number | string;
  /** Of the response's body. */
  bytesSent: number;
}

/**
 * The configuration of an Envoy for tests: what `httpBootstrap` makes, with the PROXY protocol in front of listeners and
 * upstreams (see proxy-line.ts), an access log, a listener for TCP where a plugin needs one, and one for barriers.
 */
export function testBootstrap(
  plan: ProxyPlan,
  plugins: readonly PlacedPlugin[],
  clusters: readonly (ClusterOptions & { proxied: boolean })[],
): Bootstrap {
  const of = (kind: PluginKind) => plugins.filter((plugin) => plugin.kind === kind).map(({ options }) => options);
  const bootstrap = httpBootstrap({
    plugins: of("http"),
    clusters: [...clusters],
    accessLog: entryFormat,
    ...(plan.routes && { routes: plan.routes }),
    ...(plan.node && { node: plan.node }),
    ...(plan.bufferLimitBytes !== undefined && { bufferLimitBytes: plan.bufferLimitBytes }),
  });
  const { listeners = [], clusters: made = [] } = bootstrap.static_resources ?? {};
  for (const manager of listeners.flatMap(managersOf)) {
    addAccessLoggers(manager, of("accessLog"));
    addGivenProperties(manager, plan);
  }
  const tcp = of("tcp");
  const added = [...(tcp.length > 0 ? [tcpListener(tcp, made[0]?.name ?? "")] : []), barrierListener()];
  return {
    ...bootstrap,
    static_resources: {
      listeners: [...listeners.map(behindProxyProtocol), ...added].map((one) =>
        // Several listeners of port 0 would share their metrics
        withListenerMetadata({ ...one, stat_prefix: one.name }, plan.listenerMetadata),
      ),
      clusters: made
        .map((cluster, index) => (clusters[index]?.proxied ? withProxyProtocol(cluster) : cluster))
        .map((cluster, index) => withClusterMetadata(cluster, plan.clusters[index]?.settings ?? {})),
    },
  };
}

const entryFormat: Record<keyof AccessLogEntry, string> = {
  exchange: "%DOWNSTREAM_REMOTE_PORT%",
  client: "%DOWNSTREAM_DIRECT_REMOTE_PORT%",
  details: "%RESPONSE_CODE_DETAILS%",
  flags: "%RESPONSE_FLAGS%",
  requestEnd: "%COMMON_DURATION(DS_RX_BEG:DS_RX_END:us)%",
  responseEnd: "%COMMON_DURATION(DS_RX_BEG:DS_TX_END:us)%",
  bytesSent: "%BYTES_SENT%",
};

function managersOf({ filter_chains: chains = [] }: Listener): TypedConfig[] {
  return chains.flatMap(({ filters = [] }) => filters.flatMap(({ typed_config: config }) => config ?? []));
}

function addAccessLoggers(manager: TypedConfig, plugins: readonly PluginOptions[]): void {
  const loggers = plugins.map((plugin) =>
    extension("envoy.extensions.access_loggers.wasm.v3.WasmAccessLog", { config: wasmPluginConfig(plugin) }),
  );
  // Ours comes last: what it says is then the end
  manager["access_log"] = [...loggers, ...((manager["access_log"] ?? []) as object[])];
}

function tcpListener(plugins: readonly PluginOptions[], cluster: string): Listener {
  const filters = plugins.map((plugin) =>
    extension("envoy.extensions.filters.network.wasm.v3.Wasm", { config: wasmPluginConfig(plugin) }),
  );
  const logger = extension("envoy.extensions.access_loggers.stream.v3.StdoutAccessLog", {
    log_format: { json_format: entryFormat },
  });
  const proxy = extension("envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy", {
    stat_prefix: "tcp",
    cluster,
    access_log: [logger],
  });
  return behindProxyProtocol(listener(listenerNames.tcp, [...filters, proxy]));
}

/**
 * A request to this listener is logged by the worker that takes it: all that it logged before has then arrived, too. No plugin
 * meets it.
 */
function barrierListener(): Listener {
  const script = `
    function envoy_on_request(handle)
      handle:logInfo("barrier " .. handle:headers():get(":path"))
      handle:respond({[":status"] = "204"}, "")
    end
    function envoy_on_response(handle) end`;
  const manager = extension("envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager", {
    stat_prefix: "barrier",
    http_filters: [
      extension("envoy.extensions.filters.http.lua.v3.Lua", { default_source_code: { inline_string: script } }),
      extension("envoy.extensions.filters.http.router.v3.Router", {}),
    ],
    route_config: {
      virtual_hosts: [
        { name: "all", domains: ["*"], routes: [{ match: { prefix: "/" }, direct_response: { status: 204 } }] },
      ],
    },
  });
  return listener(listenerNames.barrier, [manager]);
}

function listener(name: string, filters: Filter[]): Listener {
  const address = { socket_address: { address: "127.0.0.1", port_value: 0 } };
  return { name, address, filter_chains: [{ filters }] };
}
