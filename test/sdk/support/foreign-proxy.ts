import {
  type Bootstrap,
  type Cluster,
  httpBootstrap,
  type Listener,
  type PluginOptions,
  wasmPluginConfig,
} from "../../../envoy/index.ts";
import type { Certificate } from "./certificate.ts";

// biome-ignore lint/suspicious/noExplicitAny: Envoy's configuration is deep, and some places in it are changed here
type Deep = any;

/** Where the upstreams listen. */
export interface ForeignUpstreams {
  v1: string;
  v2: string;
  /** Port of HTTP over TLS with this certificate. */
  https: number;
  certificate: Certificate;
  /** Ports of TCP. */
  a: number;
  b: number;
}

/**
 * A proxy whose filter state matters. Listener `http`: a route goes to `v2` if filter state `wasm.subset` says so, `/continue`
 * to a TLS upstream, all else to `v1`. Listeners `to-a` and `to-b`: TCP to `a`, and to what the plugin's configuration says.
 */
export function foreignProxy(module: string, upstreams: ForeignUpstreams): Bootstrap {
  const bootstrap = httpBootstrap({
    plugins: [pluginOf(module)],
    clusters: [
      { name: "v1", url: upstreams.v1 },
      { name: "v2", url: upstreams.v2 },
      { name: "tls", url: `http://127.0.0.1:${upstreams.https}` },
      { name: "a", url: `http://127.0.0.1:${upstreams.a}` },
      { name: "b", url: `http://127.0.0.1:${upstreams.b}` },
    ],
    routes: [
      { name: "to-tls", match: { path: "/continue" }, route: { cluster: "tls" } },
      { name: "to-v2", route: { cluster: "v2" } },
      { name: "to-v1", route: { cluster: "v1" } },
    ],
    accessLog: {
      path: "%REQ(:PATH)%",
      text: "%FILTER_STATE(envoy.string:PLAIN)%",
      kept: "%FILTER_STATE(wasm.kept:PLAIN)%",
    },
  });
  const [http] = (bootstrap.static_resources?.listeners ?? []) as Deep[];
  const [host] = http.filter_chains[0].filters[0].typed_config.route_config.virtual_hosts;
  host.routes[1].match.filter_state = [{ key: "wasm.subset", string_match: { exact: "v2" } }];
  const clusters = (bootstrap.static_resources?.clusters ?? []) as (Cluster & Deep)[];
  clusters[2].transport_socket = typed("envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext", {
    common_tls_context: {
      validation_context: { trusted_ca: { inline_string: upstreams.certificate.certificate } },
    },
  });
  bootstrap.static_resources = {
    listeners: [http, tcpListener("to-a", pluginOf(module)), tcpListener("to-b", pluginOf(module, "b"))],
    clusters,
  };
  return bootstrap;
}

function pluginOf(module: string, configuration = ""): PluginOptions {
  return { module, name: `foreign${configuration}`, rootId: "foreign", configuration };
}

function tcpListener(name: string, plugin: PluginOptions): Listener {
  const filters = [
    typed("envoy.extensions.filters.network.wasm.v3.Wasm", { config: wasmPluginConfig(plugin) }),
    typed("envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy", { stat_prefix: "tcp", cluster: "a" }),
  ];
  const address = { socket_address: { address: "127.0.0.1", port_value: 0 } };
  return { name, address, filter_chains: [{ filters }] };
}

function typed(type: string, config: object) {
  return { name: type, typed_config: { "@type": `type.googleapis.com/${type}`, ...config } };
}
