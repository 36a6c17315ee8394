import {
  type Bootstrap,
  type Cluster,
  httpBootstrap,
  type Listener,
  type PluginOptions,
  wasmPluginConfig,
} from "../../../envoy/index.ts";
import { type Certificate, makeCertificate } from "./certificate.ts";

// biome-ignore lint/suspicious/noExplicitAny: Envoy's configuration is deep, and some places in it are changed here
type Deep = any;

export const client = makeCertificate({
  commonName: "cart",
  organization: "shop",
  dns: ["cart.example.com", "second.example.com"],
  uri: ["spiffe://example.com/ns/shop/sa/cart"],
});
export const proxy = makeCertificate({
  commonName: "proxy",
  organization: "mesh",
  dns: ["shop.example.com"],
  uri: ["spiffe://example.com/ns/mesh/sa/proxy"],
});
export const server = makeCertificate({
  commonName: "stock",
  organization: "shop",
  dns: ["stock.example.com"],
  uri: ["spiffe://example.com/ns/shop/sa/stock"],
});

/** What the access log of listener `http` has, from Envoy itself. */
const accessLog = {
  start: "%START_TIME(%s%9f)%",
  duration: "%DURATION%",
  backend: "%COMMON_DURATION(US_TX_BEG:US_RX_END:ns)%",
  received: "%BYTES_RECEIVED%",
  sent: "%BYTES_SENT%",
  attempts: "%UPSTREAM_REQUEST_ATTEMPT_COUNT%",
  id: "%REQ(X-REQUEST-ID)%",
  connection: "%CONNECTION_ID%",
};

/** The ports where the proxy's upstreams listen: HTTP over TLS with the certificate `server`, TCP, and nothing. */
export interface Upstreams {
  https: number;
  tcp: number;
  closed: number;
}

/**
 * A proxy of which the test knows every attribute. Listeners, also the names of their plugins: `http` over mutual TLS,
 * `plain` HTTP with routes that fail in several ways, `refusing` TCP with an RBAC filter that denies everything, `tcp`
 * and
 * `early` over mutual TLS.
 */
export function attributeProxy(module: string, upstreams: Upstreams): Bootstrap {
  const bootstrap = httpBootstrap({
    plugins: [{ ...pluginOf(module, "http"), vmId: "vm-7" }],
    clusters: [{ name: "stock", url: `http://127.0.0.1:${upstreams.https}` }],
    routes: [{ name: "to-stock", route: { cluster: "stock" } }],
    accessLog,
    node: {
      id: "node-7",
      cluster: "mesh-7",
      metadata: { labels: { "app.team": "node" }, rank: 3, canary: true },
      locality: { region: "earth", zone: "north", sub_zone: "tree" },
    },
  });
  const [http] = bootstrap.static_resources?.listeners ?? [];
  const [stock] = bootstrap.static_resources?.clusters ?? [];
  describeListener(http);
  describeCluster(stock);
  bootstrap.static_resources = {
    listeners: [http as Listener, plainListener(module), ...tcpListeners(module)],
    clusters: [stock as Cluster, ...otherClusters(upstreams)],
  };
  return bootstrap;
}

/** Metadata that has a value of each kind, and says whose it is. */
function metadataOf(team: string) {
  return { filter_metadata: { "com.other": { team: "other" }, "com.example": structOf(team) } };
}

function structOf(team: string) {
  return { team, limits: { burst: 2.5 }, open: true, zones: ["a", "b"], "a.b": "dotted", nothing: null };
}

function pluginOf(module: string, name: string): PluginOptions {
  return { module, name, rootId: "attributes" };
}

function describeListener(listener: Deep): void {
  listener.traffic_direction = "INBOUND";
  listener.metadata = metadataOf("listener");
  listener.listener_filters = [typed("envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector", {})];
  const [chain] = listener.filter_chains;
  chain.name = "chain-7";
  chain.transport_socket = tlsSocket("Downstream", proxy, client, { require_client_certificate: true });
  const manager = chain.filters[0].typed_config;
  manager.http_filters.unshift(
    typed("envoy.extensions.filters.http.set_metadata.v3.Config", {
      metadata: [{ metadata_namespace: "com.example", value: structOf("dynamic") }],
    }),
    typed("envoy.extensions.filters.http.set_filter_state.v3.Config", {
      on_request_headers: [
        { ...stateOf("test.string", "shared"), factory_key: "envoy.string" },
        stateOf("envoy.network.transport_socket.original_dst_address", "10.0.0.1:8080"),
      ],
    }),
  );
  const [host] = manager.route_config.virtual_hosts;
  host.name = "host-7";
  host.metadata = metadataOf("host");
  host.routes[0].metadata = metadataOf("route");
}

function describeCluster(cluster: Deep): void {
  cluster.metadata = metadataOf("cluster");
  cluster.transport_socket = tlsSocket("Upstream", client, server, { sni: "stock.example.com" });
  const options = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";
  const { typed_config } = typed(options, {
    explicit_http_config: { http_protocol_options: { enable_trailers: true } },
  });
  cluster.typed_extension_protocol_options = { [options]: typed_config };
  const [endpoints] = cluster.load_assignment.endpoints;
  endpoints.locality = { region: "mars", zone: "south", sub_zone: "crater" };
  endpoints.metadata = metadataOf("locality");
  endpoints.lb_endpoints[0].metadata = metadataOf("endpoint");
}

function plainListener(module: string): Listener {
  const routes = ["closed", "untrusted", "missing"].map((name) => ({
    name,
    match: { prefix: `/${name}` },
    route: { cluster: name },
  }));
  const bootstrap = httpBootstrap({ plugins: [pluginOf(module, "plain")], routes });
  const [listener] = (bootstrap.static_resources?.listeners ?? []) as Deep[];
  const manager = listener.filter_chains[0].filters[0].typed_config;
  manager.route_config.validate_clusters = false;
  return { ...listener, name: "plain" };
}

function otherClusters({ https, tcp, closed }: Upstreams): Cluster[] {
  const bootstrap = httpBootstrap({
    plugins: [],
    clusters: [
      { name: "untrusted", url: `http://127.0.0.1:${https}` },
      { name: "closed", url: `http://127.0.0.1:${closed}` },
      { name: "tcp", url: `http://127.0.0.1:${tcp}` },
    ],
  });
  const clusters = (bootstrap.static_resources?.clusters ?? []) as Deep[];
  clusters[0].transport_socket = tlsSocket("Upstream", client, proxy, {});
  return clusters;
}

function tcpListeners(module: string): Listener[] {
  const wasm = (name: string) =>
    typed("envoy.extensions.filters.network.wasm.v3.Wasm", { config: wasmPluginConfig(pluginOf(module, name)) });
  const router = typed("envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy", {
    stat_prefix: "tcp",
    cluster: "tcp",
  });
  const rbac = typed("envoy.extensions.filters.network.rbac.v3.RBAC", {
    stat_prefix: "rbac",
    rules: { action: "DENY", policies: { all: { permissions: [{ any: true }], principals: [{ any: true }] } } },
  });
  const transport_socket = tlsSocket("Downstream", proxy, client, { require_client_certificate: true });
  return [
    listenerOf("refusing", { filters: [wasm("refusing"), rbac, router] }),
    listenerOf("tcp", { filters: [wasm("tcp"), router], transport_socket }),
    listenerOf("early", { filters: [wasm("early"), router], transport_socket }),
  ];
}

function listenerOf(name: string, chain: Deep): Listener {
  const address = { socket_address: { address: "127.0.0.1", port_value: 0 } };
  return {
    name,
    address,
    metadata: metadataOf("tcp"),
    traffic_direction: "OUTBOUND",
    filter_chains: [{ name, ...chain }],
  };
}

function stateOf(object_key: string, text: string) {
  const format_string = { text_format_source: { inline_string: text } };
  return { object_key, format_string, shared_with_upstream: "ONCE" };
}

function tlsSocket(side: "Downstream" | "Upstream", own: Certificate, trusted: Certificate, more: object) {
  const certificate = {
    certificate_chain: { inline_string: own.certificate },
    private_key: { inline_string: own.key },
  };
  return typed(`envoy.extensions.transport_sockets.tls.v3.${side}TlsContext`, {
    common_tls_context: {
      tls_certificates: [certificate],
      validation_context: { trusted_ca: { inline_string: trusted.certificate } },
    },
    ...more,
  });
}

function typed(type: string, config: object) {
  return { name: type, typed_config: { "@type": `type.googleapis.com/${type}`, ...config } };
}
