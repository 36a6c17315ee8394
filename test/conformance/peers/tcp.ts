import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";

/** A server of TCP that keeps its connections. */
export interface TcpUpstream {
  port: number;
  /** The connection that came last; resolves when there is one, beyond the first `after`. */
  connection(after: number): Promise<TcpPeer>;
  /** How many connections there were. */
  readonly count: number;
  stop(): Promise<void>;
}

/** One end of a connection. */
export interface TcpPeer {
  readonly socket: Socket;
  /** What came, as one text. */
  readonly received: string;
  /** `end` or `reset`, once it has ended. */
  readonly ended: string | undefined;
}

export async function startTcpUpstream(): Promise<TcpUpstream> {
  const peers: TcpPeer[] = [];
  const waiting = new Set<() => void>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    peers.push(peerOf(socket));
    for (const resolve of waiting) resolve();
    waiting.clear();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    get count() {
      return peers.length;
    },
    async connection(after) {
      while (peers.length <= after) await new Promise<void>((resolve) => waiting.add(resolve));
      return peers[after] as TcpPeer;
    },
    async stop() {
      for (const { socket } of peers) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

/** Keeps what comes over a socket. */
export function peerOf(socket: Socket): TcpPeer {
  const peer = { socket, received: "", ended: undefined as string | undefined };
  socket.setNoDelay(true);
  socket.on("data", (bytes: Buffer) => {
    peer.received += bytes.toString("latin1");
  });
  socket.on("end", () => {
    peer.ended ??= "end";
  });
  socket.on("error", () => {
    peer.ended ??= "reset";
  });
  socket.on("close", () => {
    peer.ended ??= "closed";
  });
  return peer;
}
