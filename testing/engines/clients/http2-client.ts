import { type ClientHttp2Stream, connect, constants } from "node:http2";
import type { Socket } from "node:net";
import type { ClientListener, ClientStream } from "../../engine.ts";
import { refusedByClient } from "../../errors/cannot-send.ts";
import type { Fields } from "../../http/headers.ts";
import { FrameSender, incoming, outgoing } from "./http2-side.ts";

/** A client that sends one request over a connection of HTTP/2 without TLS. */
export function http2Client(socket: Socket, listener: ClientListener): ClientStream {
  const session = connect("http://proxy", {
    createConnection: () => socket,
    maxHeaderListPairs: 10_000,
    maxSendHeaderBlockLength: 16 * 1024 * 1024,
    settings: { enablePush: false, maxHeaderListSize: 16 * 1024 * 1024 },
  } as object);
  let ended = false;
  let answered = false;
  let sender: FrameSender | undefined;

  function end(tell: () => void): void {
    if (ended) return;
    ended = true;
    tell();
    // Not before a reset has gone out
    session.close();
    setImmediate(() => session.destroy());
  }
  // A socket that may be half open leaves the session in the dark
  socket.once("end", () => {
    if (!answered) end(() => listener.onReset());
  });
  session.on("error", () => end(() => listener.onReset()));
  session.once("close", () => end(() => listener.onReset()));

  return {
    sendHeaders(headers, endStream, waitForTrailers) {
      try {
        const stream = session.request(outgoing(headers), { endStream, waitForTrailers });
        sender = new FrameSender(stream);
        stream.once("response", () => {
          answered = true;
        });
        listen(stream, listener, end);
      } catch (error) {
        end(() => listener.onFault(refusedByClient(error)));
      }
    },
    sendData: (bytes, last) => sender?.sendData(bytes, last),
    sendTrailers: (trailers) => sender?.sendTrailers(trailers),
    reset() {
      sender?.reset(constants.NGHTTP2_CANCEL);
    },
  };
}

function listen(stream: ClientHttp2Stream, listener: ClientListener, end: (tell: () => void) => void): void {
  let trailers: Fields | undefined;
  let complete = false;
  stream.on("error", () => {}); // "close" tells
  // The third argument is not in Node's documentation of every version; all of them give it
  stream.on("response", (_: unknown, flags: number, raw: string[]) => {
    complete = (flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0;
    listener.onHeaders(incoming(raw), complete);
  });
  stream.on("trailers", (_: unknown, __: unknown, raw: string[]) => {
    trailers = incoming(raw);
  });
  stream.on("data", (bytes: Buffer) => listener.onData(bytes, false));
  stream.once("end", () => {
    if (complete) return;
    // A stream that is reset ends, too, for whoever reads it; "close" may not come while the request is being sent
    if (stream.aborted) {
      end(() => listener.onReset());
      return;
    }
    complete = stream.rstCode === constants.NGHTTP2_NO_ERROR;
    if (!complete) return;
    if (trailers) listener.onTrailers(trailers);
    else listener.onData(new Uint8Array(0), true);
  });
  stream.once("close", () => end(() => complete || listener.onReset()));
}
