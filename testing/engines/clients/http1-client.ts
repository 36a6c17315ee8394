import { type ClientRequest, type IncomingMessage, request } from "node:http";
import type { Socket } from "node:net";
import type { ClientListener, ClientStream } from "../../engine.ts";
import { refusedByClient } from "../../errors/cannot-send.ts";
import type { Fields } from "../../http/headers.ts";
import { incoming, outgoing } from "./http2-side.ts";

/**
 * A client that sends one request over a connection of HTTP/1.1. `close` comes when it has heard all: a proxy may still be at work, such
 * as on trailers of its upstream, and would take a closed connection for a client that has gone away.
 */
export function http1Client(
  socket: Socket,
  listener: ClientListener,
  close: () => void = () => socket.destroy(),
): ClientStream {
  let sent: ClientRequest | undefined;
  let answered = false;
  let ended = false;

  function end(tell: () => void): void {
    if (ended) return;
    ended = true;
    tell();
    close();
  }

  function take(response: IncomingMessage): void {
    answered = true;
    const status: Fields = [[":status", String(response.statusCode)]];
    listener.onHeaders([...status, ...incoming(response.rawHeaders)], false);
    response.on("data", (bytes: Buffer) => listener.onData(bytes, false));
    response.on("error", () => {}); // "close" tells
    response.once("close", () =>
      end(() => {
        if (!response.complete) listener.onReset();
        else if (response.rawTrailers.length > 0) listener.onTrailers(incoming(response.rawTrailers));
        else listener.onData(new Uint8Array(0), true);
      }),
    );
  }

  return {
    sendHeaders(headers, endStream) {
      const of = (name: string) => headers.find(([other]) => other === name)?.[1];
      const others = headers.filter(([name]) => !name.startsWith(":"));
      // Otherwise Node asks the proxy to close, which the proxy then says to do
      const all: Fields = [["host", of(":authority") ?? ""], ...others, ["connection", "keep-alive"]];
      try {
        sent = request({
          createConnection: () => socket,
          method: of(":method") ?? "GET",
          path: of(":path") ?? "/",
          // A list is put together at once, and says that the body comes in chunks, for some methods also where there is none
          headers: endStream ? outgoing(all) : all.flat(),
          setHost: false,
          maxHeaderSize: 16 * 1024 * 1024,
        });
      } catch (error) {
        end(() => listener.onFault(refusedByClient(error)));
        return;
      }
      // Without an agent Node closes the connection after the response
      sent.shouldKeepAlive = true;
      sent.on("response", take);
      // Envoy keeps interim answers of upstreams to itself: this one is all that the filter gives
      if (!headers.some(([name]) => name === "expect")) sent.on("information", () => end(() => listener.onReset()));
      sent.on("error", () => {}); // "close" tells
      sent.once("close", () => {
        if (!answered) end(() => listener.onReset());
      });
      if (endStream) sent.useChunkedEncodingByDefault = false;
      if (endStream) sent.end();
      else sent.flushHeaders();
    },
    sendData(bytes, last) {
      if (bytes.length > 0) sent?.write(bytes);
      if (last) sent?.end();
    },
    sendTrailers(trailers) {
      sent?.addTrailers(trailers);
      sent?.end();
    },
    reset: () => socket.resetAndDestroy(),
  };
}
