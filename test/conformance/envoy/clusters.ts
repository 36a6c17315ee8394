import { setTimeout as sleep } from "node:timers/promises";
import type { Cluster } from "../../../envoy/index.ts";
import type { Read } from "../peers/read.ts";
import { startTcpUpstream, type TcpUpstream } from "../peers/tcp.ts";
import { startUpstream, type Upstream } from "../peers/upstream.ts";

/** The clusters of every scenario by name, and what they speak. */
export const httpClusters = { upstream: "HTTP/2", other: "HTTP/2", http1: "HTTP/1.1" } as const;

/** The clusters of TCP connections, with one server behind them. */
export const tcpClusters = ["tcp", "other-tcp"] as const;

/** Where nothing listens. */
export const refusingCluster = "refused";

/** The servers behind the clusters. */
export interface Upstreams {
  http: Record<string, Upstream>;
  tcp: TcpUpstream;
  stop(): Promise<void>;
}

/** @param stat the value of one of the proxy's metrics. */
export async function startUpstreams(stat: (name: string) => Promise<number>): Promise<Upstreams> {
  const http: Record<string, Upstream> = {};
  for (const [name, protocol] of Object.entries(httpClusters)) {
    http[name] = await startUpstream(protocol, readerOf(stat, `cluster.${name}.upstream_cx_rx_bytes_total`));
  }
  const tcp = await startTcpUpstream(readerOf(stat, "cluster.tcp.upstream_cx_rx_bytes_total"));
  return {
    http,
    tcp,
    async stop() {
      for (const upstream of [...Object.values(http), tcp]) await upstream.stop();
    },
  };
}

/** Waits, each time it is called, until the proxy has read so many bytes more. */
export function readerOf(stat: (name: string) => Promise<number>, name: string): Read {
  let sent = 0;
  return async (bytes, isGone) => {
    sent += bytes;
    const expected = sent;
    while (!isGone()) {
      if ((await stat(name)) >= expected) return;
      await sleep(1);
    }
    sent = await stat(name);
  };
}

/** The clusters in Envoy's words. */
export function clusters({ http, tcp }: Upstreams): Cluster[] {
  return [
    ...Object.entries(http).map(([name, { port }]) => clusterOf(name, port, name !== "http1")),
    ...tcpClusters.map((name) => clusterOf(name, tcp.port, false)),
    clusterOf(refusingCluster, 1, false),
  ];
}

function clusterOf(name: string, port: number, http2: boolean): Cluster {
  const address = { socket_address: { address: "127.0.0.1", port_value: port } };
  return {
    name,
    type: "STATIC",
    load_assignment: { cluster_name: name, endpoints: [{ lb_endpoints: [{ endpoint: { address } }] }] },
    ...(http2 ? { typed_extension_protocol_options: { [httpOptions]: http2Only } } : {}),
  };
}

const httpOptions = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";
const http2Only = {
  "@type": `type.googleapis.com/${httpOptions}`,
  explicit_http_config: { http2_protocol_options: { allow_metadata: true } },
};
