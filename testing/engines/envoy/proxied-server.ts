import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { portIn } from "./proxy-line.ts";

/** A server on the loopback interface. */
export interface LoopbackServer {
  port: number;
  stop(): Promise<void>;
}

/** More than any line of the PROXY protocol has. */
const longestLine = 107;

/**
 * Listens for connections of Envoy, which begin with a line of the PROXY protocol, and hands each on with the port that stands
 * for its exchange.
 */
export async function startProxiedServer(
  take: (socket: Socket, port: number | undefined) => void,
): Promise<LoopbackServer> {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on("error", () => {}); // Envoy may close at any time
    socket.once("close", () => sockets.delete(socket));
    readLine(socket, (line) => take(socket, portIn(line)));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      server.close();
      for (const socket of sockets) socket.destroy();
      if (server.listening) await once(server, "close");
    },
  };
}

function readLine(socket: Socket, take: (line: string) => void): void {
  let read = Buffer.alloc(0);
  function onReadable(): void {
    const chunk: Buffer | null = socket.read();
    if (!chunk) return;
    read = Buffer.concat([read, chunk]);
    const end = read.indexOf("\r\n");
    if (end < 0 && read.length < longestLine) return;
    socket.off("readable", onReadable);
    const rest = read.subarray(end + 2);
    if (rest.length > 0) socket.unshift(rest);
    take(read.subarray(0, end).toString("latin1"));
  }
  socket.on("readable", onReadable);
}
