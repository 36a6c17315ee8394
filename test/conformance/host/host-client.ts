import type { Host, HttpConnection } from "../../../host/index.ts";
import { type Client, type ClientStream, deferred } from "../peers/client.ts";
import { Received } from "../peers/received.ts";
import type { Protocol } from "../scenario/schema.ts";

/** Connects to the host. */
export function connectToHost(host: Host, protocol: Protocol): Client {
  const connection = host.connect({ protocol });
  return {
    start: () => startStream(host, connection, protocol),
    isClosed: () => false,
    stop: async () => {},
  };
}

function startStream(host: Host, connection: HttpConnection, protocol: Protocol): ClientStream {
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
    onReset(code) {
      if (!isOver) received.broken(protocol === "HTTP/2" ? `reset ${code}` : "reset");
      takeEnd(true);
    },
  });
  /** What was sent is processed before the next part. */
  async function run(): Promise<void> {
    host.run();
  }
  return {
    received,
    ended: ended.promise,
    headers(fields, end) {
      stream.sendHeaders(fields, end);
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
      stream.reset();
      received.broken("closed by the client");
      takeEnd(true);
      return run();
    },
  };
}
