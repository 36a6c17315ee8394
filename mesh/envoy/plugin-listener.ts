import type { ManifestDocument } from "../manifest.ts";
import { socketAddress } from "./address.ts";
import { connectionManager } from "./connection-manager.ts";

/** What stands in a listener beside the filter of the plugin. */
interface ListenerOptions {
  type: "http" | "network";
  port: number;
  /** The cluster that gets what passes the plugin; without one Envoy answers requests itself. */
  upstream: string | undefined;
}

/** A listener of all addresses whose traffic meets one filter. */
export function pluginListener(filter: ManifestDocument, { type, port, upstream }: ListenerOptions): ManifestDocument {
  const filters =
    type === "http"
      ? [connectionManager({ name: "http", filters: [filter], route: routeTo(upstream) })]
      : [filter, tcpProxy(upstream)];
  return {
    name: `${type}-${port}`,
    address: socketAddress({ host: "0.0.0.0", port }),
    filter_chains: [{ filters }],
  };
}

function routeTo(upstream: string | undefined): ManifestDocument {
  const match = { prefix: "/" };
  if (upstream !== undefined) return { match, route: { cluster: upstream } };
  return { match, direct_response: { status: 200, body: { inline_string: "ok\n" } } };
}

function tcpProxy(upstream: string | undefined): ManifestDocument {
  return {
    name: "envoy.filters.network.tcp_proxy",
    typed_config: {
      "@type": "type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy",
      stat_prefix: "tcp",
      cluster: upstream,
    },
  };
}
