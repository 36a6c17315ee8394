import { once } from "node:events";
import { connect, type Socket } from "node:net";
import type { Fields } from "../../support/http2/fields.ts";
import { type Client, type ClientStream, deferred } from "./client.ts";
import { Http1Reader } from "./http1-reader.ts";
import { Http1Writer } from "./http1-writer.ts";
import type { Read } from "./read.ts";
import { Received } from "./received.ts";

/** What a connection reads for: the request that was sent last. */
interface Pending {
  method: string;
  received: Received;
  finish(broken?: string): void;
}

/** Connects to the proxy over HTTP/1; `read` resolves when it has read so many bytes more. */
export async function connectHttp1(port: number, version: "HTTP/1.0" | "HTTP/1.1", read: Read): Promise<Client> {
  const socket = connect(port, "127.0.0.1");
  socket.setNoDelay(true);
  await once(socket, "connect");
  let pending: Pending | undefined;
  /** The proxy has said that this response is the last one. */
  let willClose = false;
  const reader = new Http1Reader(
    {
      head(line, fields) {
        const status = line.split(" ")[1] ?? "";
        pending?.received.headers([[":status", status], ...fields]);
        willClose ||= fields.some(([name, value]) => name === "connection" && value === "close");
        return /^(1..|204|304)$/.test(status) || pending?.method === "HEAD";
      },
      data: (bytes) => pending?.received.data(bytes),
      trailers: (fields) => pending?.received.trailers(fields),
      end: () => pending?.finish(),
    },
    true,
  );
  socket.on("data", (bytes: Buffer) => reader.read(bytes));
  socket.on("error", () => {}); // the close tells
  socket.on("close", () => pending?.finish(reader.close() && pending.received.hasBegun() ? undefined : "closed"));
  return {
    start() {
      const stream = startStream(socket, version, read, (next) => {
        pending = next;
      });
      return stream;
    },
    isClosed: () => willClose || socket.closed || socket.readableEnded,
    async stop() {
      if (socket.closed) return;
      const closed = once(socket, "close");
      socket.destroy();
      await closed;
    },
  };
}

function startStream(socket: Socket, version: string, read: Read, expect: (pending: Pending) => void): ClientStream {
  const received = new Received();
  const ended = deferred();
  let isOver = false;
  const writer = new Http1Writer(socket, async (bytes, isGone) => {
    // Where the response is there already, nobody reads the rest
    if (!isOver) await Promise.race([read(bytes, () => isOver || isGone()), ended.promise]);
  });

  function finish(broken?: string): void {
    if (isOver) return;
    const isInterim = received.isInterim();
    if (isInterim && broken === undefined) return;
    if (broken !== undefined) received.broken(broken);
    isOver = true;
    ended.resolve();
  }
  return {
    received,
    ended: ended.promise,
    headers(fields, end) {
      const method = fieldValue(fields, ":method");
      expect({ method, received, finish });
      const line = `${method} ${fieldValue(fields, ":path")} ${version}`;
      const rest = fields.filter(([name]) => !name.startsWith(":"));
      const host: Fields = version === "HTTP/1.0" ? [] : [["host", fieldValue(fields, ":authority")]];
      return writer.head(line, [...host, ...rest], end, version === "HTTP/1.1");
    },
    data: (bytes, end) => writer.data(bytes, end),
    trailers: (fields) => writer.trailers(fields),
    async metadata() {
      throw new Error("HTTP/1 has no metadata");
    },
    async reset() {
      socket.resetAndDestroy();
      finish("reset by the client");
    },
    async close() {
      socket.destroy();
      finish("closed by the client");
    },
  };
}

function fieldValue(fields: Fields, name: string): string {
  return fields.find(([own]) => own === name)?.[1] ?? "";
}
