import type { Socket } from "node:net";
import type { Fields } from "../../support/http2/fields.ts";
import { Http1Reader } from "./http1-reader.ts";
import { Http1Writer } from "./http1-writer.ts";
import type { Read } from "./read.ts";
import type { RequestEvents, Script } from "./script.ts";
import type { Sender } from "./sender.ts";

/** Answers what comes over a connection over HTTP/1.1, one request after the other. */
export function serveHttp1(socket: Socket, script: () => Script | undefined, read: Read): void {
  socket.setNoDelay(true);
  let request: RequestEvents | undefined;
  const reader = new Http1Reader(
    {
      head(line, fields) {
        const [method = "", path = ""] = line.split(" ");
        request = script()?.accept(senderOf(socket, read, method));
        request?.headers(asHttp2(method, path, fields));
        return false;
      },
      data: (bytes) => request?.data(bytes),
      trailers: (fields) => request?.trailers(fields),
      end: () => request?.end(),
    },
    false,
  );
  socket.on("data", (bytes: Buffer) => reader.read(bytes));
  socket.on("error", () => {}); // the close tells
  socket.on("close", () => request?.broken("closed"));
}

/** What is the codec's business stays out: how the body is framed, and where the authority stands. */
function asHttp2(method: string, path: string, fields: Fields): Fields {
  const authority = fields.find(([name]) => name === "host")?.[1] ?? "";
  const rest = fields.filter(([name]) => name !== "host" && name !== "transfer-encoding");
  return [[":method", method], [":path", path], [":authority", authority], ...rest];
}

function senderOf(socket: Socket, read: Read, method: string): Sender {
  const writer = new Http1Writer(socket, read);
  return {
    headers: (fields, end) => {
      const status = fieldValue(fields, ":status");
      const rest = fields.filter(([name]) => !name.startsWith(":"));
      const hasBody = !/^(1..|204|304)$/.test(status) && method !== "HEAD";
      const own = rest.some(([name]) => /^(content-length|transfer-encoding|connection)$/.test(name));
      const fitting: Fields = end && hasBody && !own ? [...rest, ["content-length", "0"]] : rest;
      return writer.head(`HTTP/1.1 ${status} OK`, fitting, end, hasBody);
    },
    data: (bytes, end) => writer.data(bytes, end),
    trailers: (fields) => writer.trailers(fields),
    async metadata() {
      throw new Error("HTTP/1 has no metadata");
    },
    reset: async () => void socket.resetAndDestroy(),
    close: async () => void socket.end(),
  };
}

function fieldValue(fields: Fields, name: string): string {
  return fields.find(([own]) => own === name)?.[1] ?? "";
}
