import type { ClusterOptions } from "../../../envoy/index.ts";
import type { ClusterPlan, ProxyEvents, ProxyPlan } from "../../engine.ts";
import { serve } from "../../upstream/serve.ts";
import type { Exchanges } from "./exchanges.ts";
import { startHttp1Upstream } from "./http1-upstream.ts";
import { startHttp2Upstream } from "./http2-upstream.ts";
import { type LoopbackServer, startProxiedServer } from "./proxied-server.ts";
import { hear, tcpSide } from "./tcp-side.ts";

/** The clusters of a plan, with a server on the loopback interface for each that this process plays. */
export interface Upstreams {
  clusters: (ClusterOptions & { proxied: boolean })[];
  stop(): Promise<void>;
}

/** Nothing listens at port 1. Of the addresses of a machine itself this one is not passed on from a container. */
const nowhere = "http://0.0.0.0:1";

export async function startUpstreams(plan: ProxyPlan, exchanges: Exchanges): Promise<Upstreams> {
  const servers: LoopbackServer[] = [];
  const clusters: Upstreams["clusters"] = [];
  const takesTcp = plan.plugins.some(({ kind }) => kind === "tcp");

  for (const [index, cluster] of plan.clusters.entries()) {
    const { name, upstream } = cluster;
    if (upstream.kind === "unreachable") clusters.push({ name, url: nowhere, proxied: false });
    else if (upstream.kind === "url") {
      clusters.push({ name, url: upstream.url, http2: upstream.http2, proxied: false });
    } else {
      // TCP connections go to the first one
      const isTcp = takesTcp && index === 0;
      const server = isTcp ? await startTcp(exchanges) : await startHttp(cluster, exchanges, plan.events);
      servers.push(server);
      const http2 = !isTcp && speaksHttp2(cluster);
      clusters.push({ name, url: `http://127.0.0.1:${server.port}`, http2, proxied: true });
    }
  }
  return {
    clusters,
    async stop() {
      for (const server of servers) await server.stop();
    },
  };
}

function startHttp(cluster: ClusterPlan, exchanges: Exchanges, events: ProxyEvents): Promise<LoopbackServer> {
  const start = speaksHttp2(cluster) ? startHttp2Upstream : startHttp1Upstream;
  return start(
    (port) => exchanges.at(port),
    (stream) => {
      serve(stream, {
        cluster: cluster.name,
        // A test may give it another one at any time
        upstream: () => (cluster.upstream.kind === "scripted" ? cluster.upstream.upstream : {}),
        received: (request, exchange) => events.upstreamRequest(request, exchange),
        after: (milliseconds, action) => void setTimeout(action, milliseconds),
        track() {},
        failed: (error) => events.failed(error),
      });
    },
  );
}

function speaksHttp2({ settings }: ClusterPlan): boolean {
  return settings.protocol !== "HTTP/1.1";
}

function startTcp(exchanges: Exchanges): Promise<LoopbackServer> {
  return startProxiedServer((socket, port) => {
    const ends = port === undefined ? undefined : exchanges.endsAt(port);
    if (ends) hear(socket, ends.upstream(tcpSide(socket)));
    else socket.destroy();
  });
}
