import { constants, createServer, type ServerHttp2Stream } from "node:http2";
import type { Fields } from "../../http/headers.ts";
import type { UpstreamStream } from "../../upstream/upstream-stream.ts";
import { FrameSender, incoming, outgoing } from "../clients/http2-side.ts";
import { type LoopbackServer, startProxiedServer } from "./proxied-server.ts";

/** Node's own limits would refuse what Envoy lets pass. */
const room = 16 * 1024 * 1024;
const roomy = { maxHeaderListPairs: 10_000, maxSendHeaderBlockLength: room, settings: { maxHeaderListSize: room } };

/**
 * Starts an upstream over HTTP/2 without TLS that hands on every request. `exchangeOf` says which exchange the port in a
 * connection's first line stands for.
 */
export async function startHttp2Upstream(
  exchangeOf: (port: number) => number | undefined,
  take: (stream: UpstreamStream) => void,
): Promise<LoopbackServer> {
  let arriving: number | undefined;
  const server = createServer(roomy);
  server.on("session", (session) => {
    session.on("error", () => {}); // its streams tell
    const exchange = arriving;
    session.on("stream", (stream: ServerHttp2Stream, _: unknown, flags: number, raw: string[]) => {
      const headersOnly = (flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0;
      take(upstreamStream(stream, incoming(raw), headersOnly, exchange));
    });
  });
  return startProxiedServer((socket, port) => {
    arriving = port === undefined ? undefined : exchangeOf(port);
    // Node makes the session, and tells of it, before it returns
    server.emit("connection", socket);
  });
}

function upstreamStream(
  stream: ServerHttp2Stream,
  headers: Fields,
  headersOnly: boolean,
  exchange: number | undefined,
): UpstreamStream {
  stream.on("error", () => {}); // the proxy may reset at any time
  const sender = new FrameSender(stream);
  return {
    headers,
    protocol: "HTTP/2",
    headersOnly,
    exchange,
    listen(listener) {
      let ended = headersOnly;
      stream.on("data", (bytes: Buffer) => listener.onData(bytes, false));
      stream.once("trailers", (_: unknown, __: unknown, raw: string[]) => {
        ended = true;
        // Data that came before is told first
        stream.once("end", () => listener.onTrailers(incoming(raw)));
      });
      stream.once("end", () => {
        // Envoy 1.36 resets with the code for no error, which Node takes for an end
        if (ended || stream.closed) return;
        ended = true;
        listener.onData(new Uint8Array(0), true);
      });
      stream.once("close", () => {
        if (stream.rstCode !== constants.NGHTTP2_NO_ERROR || !ended) listener.onReset();
      });
    },
    sendHeaders(fields, end, trailers) {
      if (stream.destroyed || stream.closed) return;
      stream.respond(outgoing(fields), { endStream: end, waitForTrailers: trailers, sendDate: false } as object);
    },
    sendData: (bytes, end) => sender.sendData(bytes, end),
    sendTrailers: (fields) => sender.sendTrailers(fields),
    reset: () => sender.reset(constants.NGHTTP2_INTERNAL_ERROR),
  };
}
