import type { Bootstrap, Listener } from "../bootstrap-types.ts";
import type { HostUpstreams } from "./host-upstreams.ts";

/** A port of the container and where this machine publishes it. */
export interface PublishedPort {
  containerPort: number;
  hostAddress: string;
  /** 0 for any free one. */
  hostPort: number;
}

/** The port of the admin interface in the container. */
export const adminPort = 9901;

/** The first port of a listener in the container. */
const firstPort = 10_000;

/**
 * The configuration for a container: it listens on all addresses of the container, on ports that any user may open, and
 * what the configuration says about addresses and ports holds for the published ones.
 */
export async function containerBootstrap(
  bootstrap: Bootstrap,
  upstreams: HostUpstreams,
): Promise<{ bootstrap: Bootstrap; ports: PublishedPort[] }> {
  const ports: PublishedPort[] = [{ containerPort: adminPort, hostAddress: "127.0.0.1", hostPort: 0 }];
  const listeners: Listener[] = [];
  for (const listener of bootstrap.static_resources?.listeners ?? []) {
    const address = listener.address?.socket_address;
    if (!address) {
      listeners.push(listener);
      continue;
    }
    const containerPort = firstPort + listeners.length;
    ports.push({ containerPort, hostAddress: address.address, hostPort: address.port_value ?? 0 });
    const inside = { ...address, address: "0.0.0.0", port_value: containerPort };
    listeners.push({ ...listener, address: { ...listener.address, socket_address: inside } });
  }
  const clusters = [];
  for (const cluster of bootstrap.static_resources?.clusters ?? []) clusters.push(await upstreams.reachable(cluster));
  return {
    bootstrap: {
      ...bootstrap,
      admin: { address: { socket_address: { address: "0.0.0.0", port_value: adminPort } } },
      static_resources: { ...bootstrap.static_resources, listeners, clusters },
    },
    ports,
  };
}
