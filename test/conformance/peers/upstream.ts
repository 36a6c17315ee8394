import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer, type Server, type Socket } from "node:net";
import { serveHttp1 } from "./http1-upstream.ts";
import { serveHttp2 } from "./http2-upstream.ts";
import type { Read } from "./read.ts";
import type { Script } from "./script.ts";

/** A server behind a cluster, which follows the script of the scenario that runs. */
export interface Upstream {
  port: number;
  /** Begins a scenario. */
  follow(script: Script): void;
  closeConnections(): void;
  stop(): Promise<void>;
}

const protocols = { "HTTP/1.1": serveHttp1, "HTTP/2": serveHttp2 } as const;

/** Starts a server. `sent` resolves when the proxy has read so many bytes more from a connection over HTTP/1.1. */
export async function startUpstream(protocol: keyof typeof protocols, read: Read): Promise<Upstream> {
  let current: Script | undefined;
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    protocols[protocol](socket, () => current, read);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    follow(script) {
      current = script;
    },
    closeConnections() {
      for (const socket of sockets) socket.destroy();
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
