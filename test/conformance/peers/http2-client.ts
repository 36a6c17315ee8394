import { once } from "node:events";
import { connect } from "node:net";
import { Http2Connection, type Http2Stream } from "../../support/http2/connection.ts";
import { type Client, type ClientStream, deferred } from "./client.ts";
import { Received } from "./received.ts";

/** How a client that has lost interest resets a stream. */
const cancel = 8;

/** Connects to the proxy over HTTP/2 without TLS. */
export async function connectHttp2(port: number): Promise<Client> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  const connection = new Http2Connection(socket);
  return {
    start: () => startStream(connection),
    isClosed: () => socket.closed || socket.readableEnded,
    async stop() {
      if (socket.closed) return;
      const closed = once(socket, "close");
      socket.destroy();
      await closed;
    },
  };
}

function startStream(connection: Http2Connection): ClientStream {
  const received = new Received();
  const ended = deferred();
  let isAnswered = false;
  let isOver = false;

  function takeEnd(end: boolean): void {
    isOver ||= end;
    if (end) ended.resolve();
  }
  // After its end a stream may still be reset, for what it would not take any more
  function breakOff(how: string): void {
    if (!isOver) received.broken(how);
    takeEnd(true);
  }
  const stream: Http2Stream = connection.open({
    headers(fields, end) {
      if (isAnswered) received.trailers(fields);
      else received.headers(fields);
      isAnswered ||= !fields.some(([name, value]) => name === ":status" && value.startsWith("1"));
      takeEnd(end);
    },
    data(bytes, end) {
      received.data(bytes);
      takeEnd(end);
    },
    metadata: (fields) => received.metadata(fields),
    reset: (code) => breakOff(`reset ${code}`),
    gone: () => breakOff("closed"),
  });
  return {
    received,
    ended: ended.promise,
    headers: async (fields, end) => stream.headers(fields, end),
    data: async (bytes, end) => stream.data(bytes, end),
    trailers: async (fields) => stream.headers(fields, true),
    metadata: async (fields) => stream.metadata(fields),
    async reset() {
      stream.reset(cancel);
      breakOff("reset by the client");
    },
    async close() {
      connection.flush();
      connection.socket.destroySoon();
      breakOff("closed by the client");
    },
  };
}
