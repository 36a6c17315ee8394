// The client of the benchmarks, in a process of its own. It writes requests by the batch into connections that stay open,
// and of the responses it only looks at each one's first line, so that it leaves the machine to Envoy.
import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** So many of a request. */
export interface LoadOrder {
  port: number;
  request: string;
  /** A multiple of `connections` times `batch`; what is beyond one is not sent. */
  requests: number;
  /** Connections side by side; they stay open for later orders. */
  connections: number;
  /** Requests written at once into a connection. */
  batch: number;
}

/** What the client answers: the first response that it got from this port, or what went wrong. */
export type LoadAnswer = { response: string } | { error: string };

/** A port with its connections, and the response that all others must be like. */
interface Target {
  sockets: Socket[];
  request: string;
  response: Buffer;
}

const statusSize = "HTTP/1.1 200".length;
const targets = new Map<number, Target>();

process.on("message", async (order: LoadOrder) => {
  process.send?.(await carryOut(order).catch((error: Error) => ({ error: error.message })));
});
process.on("disconnect", () => process.exit());

async function carryOut(order: LoadOrder): Promise<LoadAnswer> {
  const target = await targetOf(order);
  const { requests, batch } = order;
  const batches = Math.floor(requests / target.sockets.length / batch);
  if (batches > 0) await Promise.all(target.sockets.map((socket) => send(socket, target, batch, batches)));
  return { response: target.response.toString() };
}

async function targetOf({ port, request, connections }: LoadOrder): Promise<Target> {
  const known = targets.get(port);
  if (known?.request === request) return known;
  const sockets = known?.sockets ?? [];
  while (sockets.length < connections) sockets.push(await connected(port));
  let response: Buffer = Buffer.alloc(0);
  for (const socket of sockets) response = await firstResponse(socket, request);
  const target = { sockets, request, response };
  targets.set(port, target);
  return target;
}

async function connected(port: number): Promise<Socket> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  await once(socket, "connect");
  return socket;
}

/** Sends the next batch when the last one is answered. */
async function send(socket: Socket, { request, response }: Target, batch: number, batches: number): Promise<void> {
  const bytes = Buffer.from(request.repeat(batch));
  for (let i = 0; i < batches; i++) {
    socket.write(bytes);
    await receive(socket, response, batch);
  }
}

/** Waits for so many responses that are as long as a known one, and have its status line. */
function receive(socket: Socket, response: Buffer, count: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let received = 0;

    function take(chunk: Buffer): void {
      const other = firstUnlike(chunk, response, received);
      received += chunk.length;
      if (other >= 0) settle(`unlike the first response: ${chunk.subarray(other)}`);
      else if (received > count * response.length) settle("more bytes than expected");
      else if (received === count * response.length) settle();
    }

    function fail(): void {
      settle("the connection has ended");
    }

    function settle(error?: string): void {
      socket.off("data", take).off("close", fail).off("error", fail);
      if (error === undefined) resolve();
      else reject(new Error(error));
    }

    socket.on("data", take).on("close", fail).on("error", fail);
  });
}

/** Where in a chunk, which begins so many bytes after a response, another response begins that has another status; or -1. */
function firstUnlike(chunk: Buffer, response: Buffer, offset: number): number {
  const { length } = response;
  for (let at = (length - (offset % length)) % length; at + statusSize <= chunk.length; at += length) {
    if (response.compare(chunk, at, at + statusSize, 0, statusSize) !== 0) return at;
  }
  return -1;
}

async function firstResponse(socket: Socket, request: string): Promise<Buffer> {
  socket.write(request);
  let received: Buffer = Buffer.alloc(0);
  for (;;) {
    const [chunk] = (await once(socket, "data")) as [Buffer];
    received = Buffer.concat([received, chunk]);
    const headersEnd = received.indexOf("\r\n\r\n");
    if (headersEnd < 0) continue;
    const size = /\r\ncontent-length: (\d+)\r\n/i.exec(received.toString("latin1", 0, headersEnd + 2));
    if (!size) throw new Error(`a response without content-length: ${received}`);
    if (received.length >= headersEnd + 4 + Number(size[1])) return received;
  }
}
