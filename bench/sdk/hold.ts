// Streams that stay open: a client, and an upstream that never answers. Both speak HTTP/2, where one connection is enough
// for a thousand streams.
import { once } from "node:events";
import { type ClientHttp2Session, connect, createServer } from "node:http2";
import type { AddressInfo } from "node:net";

/** An upstream that never answers, and the client of the streams to it. */
export interface HeldStreams extends AsyncDisposable {
  /** Where the upstream listens. */
  port: number;
  /** Opens streams through the proxy at a port; resolves when all have come to the upstream. */
  open(proxyPort: number, streams: number): Promise<void>;
}

/** Starts the upstream. */
export async function holdStreams(): Promise<HeldStreams> {
  const sessions: ClientHttp2Session[] = [];
  const server = createServer();
  let arrived = 0;
  server.on("stream", (stream) => {
    arrived++;
    stream.on("error", () => {}); // at the end the proxy goes away
    server.emit("arrived");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  return {
    port: (server.address() as AddressInfo).port,
    async open(proxyPort, streams) {
      const session = connect(`http://127.0.0.1:${proxyPort}`);
      session.on("error", () => {});
      sessions.push(session);
      const wanted = arrived + streams;
      for (let i = 0; i < streams; i++) {
        session.request({ ":path": "/hold", "x-user": "ana" }).on("error", () => {});
      }
      while (arrived < wanted) await once(server, "arrived");
    },
    async [Symbol.asyncDispose]() {
      for (const session of sessions) session.destroy();
      server.close();
    },
  };
}
