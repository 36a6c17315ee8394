import { connect, createServer, type Server, type Socket } from "node:net";
import type { Cluster, SocketAddress } from "../bootstrap-types.ts";
import type { Dockerode } from "./docker-client.ts";

/** Makes upstreams on the loopback interface of this machine reachable from a container. */
export interface HostUpstreams {
  /** What `host.docker.internal` is in the container: an address, or Docker's word for it. */
  readonly hostAddress: string;
  /** The cluster with every endpoint on the loopback interface replaced by one that a container reaches. */
  reachable(cluster: Cluster): Promise<Cluster>;
  stop(): void;
}

/**
 * Where the engine runs on this machine, a container reaches the machine at the bridge's address, but nothing that listens
 * on the loopback interface. So for each such upstream a port of the bridge's address is passed on to it; no other machine
 * reaches that address. Docker Desktop passes everything on by itself.
 */
export async function hostUpstreams(dockerode: Dockerode): Promise<HostUpstreams> {
  const bridge = await bridgeAddress(dockerode);
  const forwarders = new Map<string, Forwarder>();

  async function portFor(target: SocketAddress): Promise<number> {
    const port = target.port_value ?? 0;
    if (!bridge) return port;
    const key = `${target.address} ${port}`;
    const forwarder = forwarders.get(key) ?? (await forward(bridge, target.address, port));
    forwarders.set(key, forwarder);
    return forwarder.port;
  }

  return {
    hostAddress: bridge ?? "host-gateway",
    async reachable(cluster) {
      const copy = structuredClone(cluster);
      let changed = false;
      for (const endpoint of (copy.load_assignment?.endpoints ?? []).flatMap((group) => group.lb_endpoints ?? [])) {
        const address = endpoint.endpoint?.address?.socket_address;
        if (!address || !isLoopback(address.address)) continue;
        address.port_value = await portFor(address);
        address.address = "host.docker.internal";
        changed = true;
      }
      return changed ? { ...copy, type: "STRICT_DNS", dns_lookup_family: "V4_ONLY" } : cluster;
    },
    stop() {
      for (const forwarder of forwarders.values()) forwarder.stop();
    },
  };
}

interface Forwarder {
  port: number;
  stop(): void;
}

/** Listens at an address and passes every connection on. */
function forward(address: string, targetHost: string, targetPort: number): Promise<Forwarder> {
  const open = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (incoming) => {
    const outgoing = connect({ host: targetHost, port: targetPort, allowHalfOpen: true });
    for (const [from, to] of [
      [incoming, outgoing],
      [outgoing, incoming],
    ] as const) {
      open.add(from);
      from.setNoDelay(true);
      from.pipe(to);
      // Envoy tells a reset from an orderly end, so a reset is passed on as one.
      from.on("error", () => to.resetAndDestroy());
      from.on("close", () => open.delete(from));
    }
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host: address, port: 0 }, () => resolve({ port: portOf(server), stop: () => stop(server, open) }));
  });
}

function stop(server: Server, open: Set<Socket>): void {
  server.close();
  for (const socket of open) socket.destroy();
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

/** The address of this machine on the bridge of its own Docker engine; undefined where the engine runs elsewhere. */
async function bridgeAddress(dockerode: Dockerode): Promise<string | undefined> {
  const network = await dockerode.getNetwork("bridge").inspect();
  for (const { Gateway, Subnet } of network.IPAM?.Config ?? []) {
    const address = Gateway ?? firstAddress(Subnet ?? "");
    if (address && (await isOwnAddress(address))) return address;
  }
  return undefined;
}

/** What Docker takes for the bridge itself where nothing else is set; it then need not say so. */
function firstAddress(subnet: string): string | undefined {
  const [, network, last] = /^(\d+\.\d+\.\d+)\.(\d+)\//.exec(subnet) ?? [];
  return network && `${network}.${Number(last) + 1}`;
}

/** Asked by listening there: the list of network interfaces leaves out a bridge that no container uses yet. */
function isOwnAddress(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ host: address, port: 0 }, () => server.close(() => resolve(true)));
  });
}

function isLoopback(address: string): boolean {
  return address === "localhost" || address === "::1" || /^127\./.test(address);
}
