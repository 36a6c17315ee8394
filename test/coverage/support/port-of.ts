import type { AddressInfo, Server } from "node:net";

/** Where a server listens. */
export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
