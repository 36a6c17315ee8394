import { expect, test } from "vitest";
import { EventLoop } from "../event-loop.ts";
import { LifeSpan } from "../filter-state.ts";
import type { ConnectionInfo, StreamInfo } from "../stream-info.ts";
import { type ClusterOptions, Clusters } from "../upstream/cluster.ts";
import { TcpStream } from "./tcp-stream.ts";

const connection: ConnectionInfo = {
  id: 1,
  remoteAddress: "127.0.0.1:50000",
  remotePort: 50_000,
  localAddress: "127.0.0.1:10000",
  localPort: 10_000,
  requestedServerName: "",
  tls: undefined,
  listener: undefined,
  filterChainName: "",
};

/** Where a connection went, and what is known of it; a filter before has chosen a cluster. */
function connectionTo(chosen: string | undefined, clusters: ClusterOptions[]): { reached: string[]; info: StreamInfo } {
  const loop = new EventLoop();
  const reached: string[] = [];
  const own = clusters.map((cluster) => ({
    ...cluster,
    tcp: cluster.tcp && (() => void reached.push(cluster.name) as undefined),
  }));
  const services = {
    envoyMinor: 40,
    loop,
    now: () => 0n,
    clusters: new Clusters(own, 40, true),
    cluster: "first",
    upstreamLocalAddress: "127.0.0.1:50001",
    open: new Set<TcpStream>(),
    createFilters: ({ info }: TcpStream) => [
      {
        onNewConnection() {
          const object = { serializeAsString: () => chosen };
          if (chosen) info.filterState.set("envoy.tcp_proxy.cluster", object, LifeSpan.FilterChain);
          return "continue" as const;
        },
        onData: () => "continue" as const,
      },
    ],
  };
  const { info } = new TcpStream(services, connection, {});
  loop.run();
  return { reached, info };
}

const first = { name: "first", tcp: () => undefined };
const second = { name: "second", tcp: () => undefined };

test("a connection goes to its cluster, or where its filter state says", () => {
  expect(connectionTo(undefined, [first, second]).reached).toEqual(["first"]);
  expect(connectionTo("second", [first, second]).reached).toEqual(["second"]);
});

test("a cluster that there is not is a flag", () => {
  const { reached, info } = connectionTo("nowhere", [first]);
  expect([reached, info.upstreamCluster, info.responseFlags]).toEqual([[], undefined, 0x1000000]);
  expect(info.upstream).toMatchObject({ host: undefined, transportFailureReason: "" });
});

test("a cluster where nothing listens is two flags and a reason", () => {
  const { reached, info } = connectionTo("second", [first, { name: "second" }]);
  expect([reached, info.upstreamCluster?.name, info.responseFlags]).toEqual([[], "second", 0x8020]);
  expect(info.upstream?.transportFailureReason).toBe("delayed connect error: Connection refused");
});
