import type { Cluster, Listener } from "../../../envoy/index.ts";
import { extension } from "./extension.ts";

/** A listener whose connections begin with a line of the PROXY protocol. */
export function behindProxyProtocol(one: Listener): Listener {
  const filter = extension("envoy.extensions.filters.listener.proxy_protocol.v3.ProxyProtocol", {});
  return { ...one, listener_filters: [filter] };
}

/** A cluster whose connections begin with that line. */
export function withProxyProtocol(cluster: Cluster): Cluster {
  return {
    ...cluster,
    transport_socket: extension("envoy.extensions.transport_sockets.proxy_protocol.v3.ProxyProtocolUpstreamTransport", {
      config: { version: "V1" },
      transport_socket: extension("envoy.extensions.transport_sockets.raw_buffer.v3.RawBuffer", {}),
    }),
  };
}
