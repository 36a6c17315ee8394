import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import type { Message } from "../observe/observation.ts";
import type { TcpSide } from "../scenario/tcp-exchange.ts";
import { Arrivals } from "./arrivals.ts";
import type { Read } from "./read.ts";
import { Received } from "./received.ts";

/** A server of TCP that keeps its connections. */
export interface TcpUpstream {
  port: number;
  /** Begins a scenario. */
  begin(): void;
  /** The connection that came as the n-th of the scenario, from 0; waits for it. */
  connection(index: number): Promise<TcpPeer>;
  /** What came over the connections of the scenario. Resolves when all have ended. */
  messages(): Promise<Message[]>;
  stop(): Promise<void>;
}

export async function startTcpUpstream(read: Read): Promise<TcpUpstream> {
  let peers: TcpPeer[] = [];
  const sockets = new Set<Socket>();
  const waiting = new Set<() => void>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    peers.push(new TcpPeer(socket, read));
    for (const resolve of waiting) resolve();
    waiting.clear();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    begin() {
      peers = [];
    },
    async connection(index) {
      while (peers.length <= index) await new Promise<void>((resolve) => waiting.add(resolve));
      return peers[index] as TcpPeer;
    },
    async messages() {
      await Promise.all(peers.map(({ ended }) => ended));
      return peers.map((peer) => peer.message());
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

export async function connectTcp(port: number, read: Read): Promise<TcpPeer> {
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  await once(socket, "connect");
  return new TcpPeer(socket, read);
}

/** One end of a connection to the proxy. */
export class TcpPeer implements TcpSide {
  readonly ended: Promise<void>;
  readonly #socket: Socket;
  readonly #read: Read;
  readonly #received = new Received();
  readonly #arrivals = new Arrivals();

  constructor(socket: Socket, read: Read) {
    this.#socket = socket;
    this.#read = read;
    socket.setNoDelay(true);
    socket.on("data", (bytes: Buffer) => {
      this.#received.data(bytes);
      this.#arrivals.add(bytes.length);
    });
    let isOver = false;
    this.ended = new Promise((resolve) => {
      const finish = (how?: string): void => {
        if (how !== undefined && !isOver) this.#received.broken(how);
        isOver = true;
        this.#arrivals.end();
        resolve();
      };
      socket.once("end", () => finish());
      socket.once("error", () => finish("reset"));
      socket.once("close", () => finish());
    });
  }

  async send(bytes: Uint8Array): Promise<void> {
    this.#socket.write(bytes);
    await this.#read(bytes.length, () => this.#socket.destroyed);
  }

  async end(): Promise<void> {
    this.#socket.end();
  }

  async reset(): Promise<void> {
    this.#socket.resetAndDestroy();
  }

  arrived(bytes: number): Promise<void> {
    return this.#arrivals.until(bytes);
  }

  message(): Message {
    return this.#received.message();
  }
}
