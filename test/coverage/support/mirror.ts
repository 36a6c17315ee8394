import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerHttp2Session, type ServerHttp2Stream } from "node:http2";
import type { AddressInfo } from "node:net";
import { sendParts } from "./send-parts.ts";

/** A request as the upstream received it. */
export interface Received {
  headers: IncomingHttpHeaders;
  body: string;
  trailers: IncomingHttpHeaders;
}

/** An upstream over HTTP/2 that keeps what it receives. */
export interface Mirror {
  readonly url: string;
  readonly received: Received[];
  /** What it received with this path, most recently. */
  last(path: string): Received | undefined;
  stop(): Promise<void>;
}

/** What the upstream answers with, as headers and once more as trailers. */
export const answered = { "x-in": ["a", "b"], "x-old": "old", "x-gone": "gone", "x-empty": "" };

/**
 * Starts an upstream that answers every request with {@link answered}, a body `response body` in two parts, and the same
 * fields as trailers, unless the request has a header `x-trailers: no`.
 */
export async function startMirror(): Promise<Mirror> {
  const received: Received[] = [];
  const sessions = new Set<ServerHttp2Session>();
  const server = createServer();
  server.on("session", (session) => {
    sessions.add(session);
    session.once("close", () => sessions.delete(session));
  });
  server.on("stream", (stream, headers) => {
    stream.on("error", () => {}); // the proxy may reset at any time
    // So may the request break off
    mirror(stream, headers, received).catch(() => {});
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    last: (path) => received.findLast(({ headers }) => headers[":path"] === path),
    async stop() {
      for (const session of sessions) session.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

async function mirror(stream: ServerHttp2Stream, headers: IncomingHttpHeaders, received: Received[]): Promise<void> {
  let trailers: IncomingHttpHeaders = {};
  stream.once("trailers", (fields) => {
    trailers = fields;
  });
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  received.push({ headers, body: Buffer.concat(chunks).toString(), trailers });
  if (!stream.destroyed) await answer(stream, headers["x-trailers"] !== "no");
}

async function answer(stream: ServerHttp2Stream, waitForTrailers: boolean): Promise<void> {
  stream.respond({ ":status": 200, "content-type": "text/plain", ...answered }, { waitForTrailers });
  stream.once("wantTrailers", () => stream.sendTrailers(answered));
  await sendParts(stream, ["response ", "body"]);
}
