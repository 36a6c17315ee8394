import type { Bootstrap, HttpFilter, Listener } from "../../envoy/index.ts";

/** A listener of the measured proxy. */
export interface BenchListener {
  name: string;
  filters: HttpFilter[];
}

/** An upstream for requests to `/hold`; all others Envoy answers itself. */
export interface HoldUpstream {
  port: number;
}

/** One Envoy with a listener for each case. */
export function benchProxy(listeners: readonly BenchListener[], hold?: HoldUpstream): Bootstrap {
  return {
    static_resources: {
      listeners: listeners.map((listener) => listenerOf(listener, hold !== undefined)),
      clusters: hold ? [holdCluster(hold.port)] : [],
    },
  };
}

const types = "type.googleapis.com/envoy.extensions";

function listenerOf({ name, filters }: BenchListener, hold: boolean): Listener {
  const router = { name: "router", typed_config: { "@type": `${types}.filters.http.router.v3.Router` } };
  const answer = { status: 200, body: { inline_string: "ok\n" } };
  const routes = [
    // Without end: neither the route nor the stream may run out of time.
    ...(hold ? [{ match: { prefix: "/hold" }, route: { cluster: "hold", timeout: "0s", idle_timeout: "0s" } }] : []),
    { match: { prefix: "/" }, direct_response: answer },
  ];
  const manager = {
    "@type": `${types}.filters.network.http_connection_manager.v3.HttpConnectionManager`,
    stat_prefix: name,
    stream_idle_timeout: "0s",
    http_filters: [...filters, router],
    route_config: { virtual_hosts: [{ name: "all", domains: ["*"], routes }] },
  };
  return {
    name,
    address: { socket_address: { address: "127.0.0.1", port_value: 0 } },
    filter_chains: [{ filters: [{ name: "http", typed_config: manager }] }],
  };
}

function holdCluster(port: number) {
  const options = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";
  const endpoint = { address: { socket_address: { address: "127.0.0.1", port_value: port } } };
  const most = 1_000_000;
  return {
    name: "hold",
    load_assignment: { cluster_name: "hold", endpoints: [{ lb_endpoints: [{ endpoint }] }] },
    circuit_breakers: { thresholds: [{ max_connections: most, max_pending_requests: most, max_requests: most }] },
    typed_extension_protocol_options: {
      [options]: {
        "@type": `type.googleapis.com/${options}`,
        explicit_http_config: { http2_protocol_options: {} },
      },
    },
  };
}
