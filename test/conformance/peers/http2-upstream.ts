import type { Socket } from "node:net";
import { Http2Connection, type Http2Stream } from "../../support/http2/connection.ts";
import type { Script } from "./script.ts";
import type { Sender } from "./sender.ts";

/** How a server that has failed resets a stream. */
const internalError = 2;

/** Answers what comes over a connection over HTTP/2. */
export function serveHttp2(socket: Socket, script: () => Script | undefined): void {
  new Http2Connection(socket, (stream) => {
    const request = script()?.accept(senderOf(stream));
    let hasHeaders = false;
    return {
      headers(fields, end) {
        if (hasHeaders) request?.trailers(fields);
        else request?.headers(fields);
        hasHeaders = true;
        if (end) request?.end();
      },
      data(bytes, end) {
        request?.data(bytes);
        if (end) request?.end();
      },
      metadata: (fields) => request?.metadata(fields),
      reset: (code) => request?.broken(`reset ${code}`),
      gone: () => request?.broken("closed"),
    };
  });
}

function senderOf(stream: Http2Stream): Sender {
  return {
    headers: async (fields, end) => stream.headers(fields, end),
    data: async (bytes, end) => stream.data(bytes, end),
    trailers: async (fields) => stream.headers(fields, true),
    metadata: async (fields) => stream.metadata(fields),
    reset: async () => stream.reset(internalError),
    async close() {
      stream.connection.flush();
      stream.connection.socket.destroySoon();
    },
  };
}
