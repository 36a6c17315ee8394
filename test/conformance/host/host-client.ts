import { toText } from "../../../host/bytes.ts";
import { flagLetters } from "../../../host/http/response-flags.ts";
import type { Host, HttpConnection } from "../../../host/index.ts";
import type { StreamInfo } from "../../../host/stream-info.ts";
import type { Fields } from "../../support/http2/fields.ts";
import { type Client, type ClientStream, deferred } from "../peers/client.ts";
import { Received } from "../peers/received.ts";
import type { Protocol } from "../scenario/schema.ts";

/** Connects to the host. */
export function connectToHost(
  host: Host,
  options: { protocol: Protocol; worker: number },
  logAccess: (line: string) => void,
): Client {
  const { protocol } = options;
  const connection = host.connect(options);
  let willClose = false;
  return {
    start: () =>
      startStream(host, connection, protocol, logAccess, () => {
        willClose = true;
      }),
    isClosed: () => willClose,
    stop: async () => {},
  };
}

function startStream(
  host: Host,
  connection: HttpConnection,
  protocol: Protocol,
  logAccess: (line: string) => void,
  /** Told that this response is the last one of its connection. */
  closes: () => void,
): ClientStream {
  const received = new Received();
  const ended = deferred();
  let isOver = false;

  function takeEnd(end: boolean): void {
    isOver ||= end;
    if (end) ended.resolve();
  }
  const stream = connection.request({
    onHeaders(headers, end) {
      received.headers(headers.map(([name, value]) => [name, value]));
      if (headers.some(([name, value]) => name === "connection" && value === "close")) closes();
      takeEnd(end);
    },
    onData(bytes, end) {
      received.data(bytes);
      takeEnd(end);
    },
    onTrailers(trailers) {
      received.trailers(trailers.map(([name, value]) => [name, value]));
      takeEnd(true);
    },
    onMetadata: (elements) => received.metadata(Array<[string, string]>(elements).fill(["", ""])),
    onReset(code) {
      if (!isOver) received.broken(protocol === "HTTP/2" && code !== undefined ? `reset ${code}` : "reset");
      takeEnd(true);
    },
    onDestroy: ({ info }) => logAccess(accessLogLine(info)),
  });
  /** Over HTTP/1 each part is read for itself; over HTTP/2 all that is sent without a wait in between is read at once. */
  async function run(): Promise<void> {
    if (protocol !== "HTTP/2") host.run();
  }
  return {
    received,
    ended: ended.promise,
    headers(fields, end) {
      stream.sendHeaders(protocol === "HTTP/2" ? fields : http1Order(fields), end);
      return run();
    },
    data(bytes, end) {
      stream.sendData(bytes, end);
      return run();
    },
    trailers(fields) {
      stream.sendTrailers(fields);
      return run();
    },
    metadata(fields) {
      stream.sendMetadata(fields.length);
      return run();
    },
    reset() {
      stream.reset();
      received.broken("reset by the client");
      takeEnd(true);
      return run();
    },
    close() {
      connection.close();
      received.broken("closed by the client");
      takeEnd(true);
      return run();
    },
  };
}

/** As the codec of HTTP/1 puts them together. */
function http1Order(fields: Fields): Fields {
  const order = [":authority", ":path", ":method", ":scheme"];
  const pseudo = order.flatMap((name) => fields.filter(([own]) => own === name));
  return [...pseudo, ...fields.filter(([name]) => !name.startsWith(":"))];
}

/** As the access log of Envoy has it. */
function accessLogLine(info: StreamInfo): string {
  const {
    responseCode = 0,
    responseCodeDetails = "-",
    responseFlags,
    route,
    bytesReceived,
    bytesSent,
    protocol,
  } = info;
  const flags = flagLetters(responseFlags);
  return [
    responseCode,
    toText(responseCodeDetails),
    flags,
    route?.name || "-",
    bytesReceived,
    bytesSent,
    protocol,
  ].join(" ");
}
