import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerHttp2Session, type ServerHttp2Stream } from "node:http2";
import type { AddressInfo } from "node:net";

/** One call that the server has taken. */
export interface GrpcExchange {
  /** `/package.Service/Method`. */
  readonly path: string;
  readonly metadata: IncomingHttpHeaders;
  /** The messages of the client, as they come; it ends when the client ends its side. */
  readonly messages: AsyncIterable<Buffer>;
  /** Sends initial metadata; without a call of it the first message does. */
  start(metadata?: Record<string, string>): void;
  send(message: string | Uint8Array): void;
  /** Ends the call. */
  end(status: number, message?: string, trailers?: Record<string, string>): void;
  /** Resets the stream. */
  reset(): void;
  /** Resolves with the code of the reset when the client has reset the stream, or ended it. */
  readonly closed: Promise<number>;
}

export interface GrpcServer extends AsyncDisposable {
  readonly url: string;
  /** The path and metadata of every call so far. */
  readonly calls: { path: string; metadata: IncomingHttpHeaders }[];
  stop(): Promise<void>;
}

/** A gRPC server without TLS: enough of the protocol for tests, over Node's own HTTP/2. */
export async function startGrpcServer(answer: (exchange: GrpcExchange) => Promise<void>): Promise<GrpcServer> {
  const calls: GrpcServer["calls"] = [];
  const sessions = new Set<ServerHttp2Session>();
  const server = createServer();
  server.on("session", (session) => {
    sessions.add(session);
    session.once("close", () => sessions.delete(session));
  });
  server.on("stream", (stream, headers) => {
    stream.on("error", () => {}); // a client may reset at any time
    const path = headers[":path"] ?? "";
    calls.push({ path, metadata: headers });
    // Reading from a client that has gone away is no fault of the test
    answer(exchangeOf(stream, path, headers)).catch(() => {});
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  async function stop(): Promise<void> {
    for (const session of sessions) session.destroy();
    server.close();
    await once(server, "close");
  }
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, calls, stop, [Symbol.asyncDispose]: stop };
}

function exchangeOf(stream: ServerHttp2Stream, path: string, metadata: IncomingHttpHeaders): GrpcExchange {
  const closed = new Promise<number>((resolve) => stream.once("close", () => resolve(stream.rstCode)));
  function start(more: Record<string, string> = {}): void {
    if (stream.headersSent || stream.destroyed) return;
    stream.respond({ ":status": 200, "content-type": "application/grpc", ...more }, { waitForTrailers: true });
  }
  return {
    path,
    metadata,
    messages: messagesOf(stream),
    closed,
    start,
    send(message) {
      start();
      stream.write(frame(Buffer.from(message)));
    },
    end(status, message = "", trailers = {}) {
      start();
      stream.once("wantTrailers", () => {
        stream.sendTrailers({ "grpc-status": String(status), "grpc-message": message, ...trailers });
      });
      stream.end();
    },
    reset: () => stream.close(2),
  };
}

/** A message on the wire: a byte that says it is not compressed, its size, and the message. */
function frame(message: Buffer): Buffer {
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(message.length, 1);
  return Buffer.concat([prefix, message]);
}

async function* messagesOf(stream: ServerHttp2Stream): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  for await (const chunk of stream) {
    rest = Buffer.concat([rest, chunk as Buffer]);
    while (rest.length >= 5 && rest.length >= 5 + rest.readUInt32BE(1)) {
      const end = 5 + rest.readUInt32BE(1);
      yield rest.subarray(5, end);
      rest = rest.subarray(end);
    }
  }
}
