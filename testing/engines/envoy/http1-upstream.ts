import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Fields } from "../../http/headers.ts";
import type { UpstreamStream } from "../../upstream/upstream-stream.ts";
import { incoming } from "../clients/http2-side.ts";
import { framedHeaders, receivedHeaders } from "../http1-framing.ts";
import { type LoopbackServer, startProxiedServer } from "./proxied-server.ts";

/** Node's own limits would refuse what Envoy lets pass. */
const roomy = { maxHeaderSize: 16 * 1024 * 1024, requestTimeout: 0, headersTimeout: 0, keepAliveTimeout: 0 };

/** Starts an upstream over HTTP/1.1 that hands on every request, as `startHttp2Upstream` does. */
export async function startHttp1Upstream(
  exchangeOf: (port: number) => number | undefined,
  take: (stream: UpstreamStream) => void,
): Promise<LoopbackServer> {
  const exchanges = new WeakMap<Socket, number>();
  const server = createServer({ ...roomy, requireHostHeader: false, noDelay: true }, (request, response) => {
    take(upstreamStream(request, response, exchanges.get(request.socket)));
  });
  server.maxHeadersCount = 0;
  return startProxiedServer((socket, port) => {
    const exchange = port === undefined ? undefined : exchangeOf(port);
    if (exchange !== undefined) exchanges.set(socket, exchange);
    server.emit("connection", socket);
  });
}

function upstreamStream(
  request: IncomingMessage,
  response: ServerResponse,
  exchange: number | undefined,
): UpstreamStream {
  const headersOnly = isHeadersOnly(request);
  request.on("error", () => {}); // the proxy may close the connection at any time
  response.on("error", () => {});
  return {
    headers: headersOf(request),
    protocol: "HTTP/1.1",
    headersOnly,
    exchange,
    listen(listener) {
      request.on("data", (bytes: Buffer) => listener.onData(bytes, false));
      if (!headersOnly) request.once("end", () => listener.onData(new Uint8Array(0), true));
      response.once("close", () => {
        if (!response.writableFinished) listener.onReset();
      });
    },
    sendHeaders(fields, end) {
      if (response.destroyed || response.headersSent) return;
      const framed = framedHeaders(fields, end, request.method === "HEAD");
      // Nothing of Node's own: the filter would see it
      response.sendDate = false;
      response.removeHeader("connection");
      response.writeHead(statusOf(fields), framed.filter(([name]) => !name.startsWith(":")).flat());
      if (end) response.end();
      else response.flushHeaders();
    },
    sendData(bytes, end) {
      if (bytes.length > 0) response.write(bytes);
      if (end) response.end();
    },
    // Envoy drops them
    sendTrailers: () => void response.end(),
    // The end of the connection breaks the response off, and not before what was sent has arrived
    reset: () => request.socket.destroySoon(),
  };
}

function headersOf({ method = "", url = "", headers, rawHeaders }: IncomingMessage): Fields {
  const pseudo: Fields = [
    [":method", method],
    [":path", url],
    [":authority", headers.host ?? ""],
  ];
  return receivedHeaders([...pseudo, ...incoming(rawHeaders).filter(([name]) => name !== "host")]);
}

function isHeadersOnly({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] === undefined && Number(headers["content-length"] ?? 0) === 0;
}

function statusOf(fields: Fields): number {
  return Number(fields.find(([name]) => name === ":status")?.[1] ?? 200);
}
