import { createServer } from "node:net";
import { MeshWasmError } from "../core/index.ts";
import type { Bootstrap, SocketAddress } from "./bootstrap-types.ts";

/**
 * Refuses a configuration whose listeners want ports that are taken. Envoy would not: two Envoys can listen on one port
 * (SO_REUSEPORT), and each would get a part of the connections.
 *
 * @throws MeshWasmError MW0521 for the first taken port.
 */
export async function refuseTakenPorts(bootstrap: Bootstrap): Promise<void> {
  for (const listener of bootstrap.static_resources?.listeners ?? []) {
    const address = listener.address?.socket_address;
    if (!address?.port_value || !(await isTaken(address))) continue;
    throw new MeshWasmError("MW0521", `port ${address.port_value} on ${address.address} is taken`);
  }
}

function isTaken({ address, port_value }: SocketAddress): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code === "EADDRINUSE"));
    server.listen({ host: address, port: port_value ?? 0, exclusive: true }, () => server.close(() => resolve(false)));
  });
}
