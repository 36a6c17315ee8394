import { once } from "node:events";
import { createServer as createHttps } from "node:https";
import { type AddressInfo, createServer, type Server } from "node:net";
import { server } from "./attribute-proxy.ts";

/** Upstreams of the proxy of `attribute-proxy.ts`. */
export interface RunningUpstreams {
  /** Port of HTTP over TLS: answers with two cookies, a gRPC status, a body and a trailer. */
  https: number;
  /** Port of TCP that sends back what it gets. */
  tcp: number;
  /** A port that nothing listens on. */
  closed: number;
  /** The port that the last HTTP request came from. */
  clientPort(): number | undefined;
  stop(): void;
}

/** Starts them on free ports. */
export async function startUpstreams(): Promise<RunningUpstreams> {
  let clientPort: number | undefined;
  const options = { key: server.key, cert: server.certificate, requestCert: true, rejectUnauthorized: false };
  const https = createHttps(options, (incoming, response) => {
    clientPort = incoming.socket.remotePort;
    incoming.resume().on("end", () => {
      response.writeHead(200, { "set-cookie": ["a=1", "b=2"], "grpc-status": "5", trailer: "x-checksum" });
      response.write("answer");
      response.addTrailers({ "x-checksum": "42" });
      response.end();
    });
  });
  const tcp = createServer((socket) => void socket.on("error", () => {}).pipe(socket));
  const closed = createServer();
  for (const one of [https, tcp, closed]) await once(one.listen(0, "127.0.0.1"), "listening");
  const ports = { https: portOf(https), tcp: portOf(tcp), closed: portOf(closed) };
  closed.close();
  return {
    ...ports,
    clientPort: () => clientPort,
    stop() {
      https.close();
      tcp.close();
    },
  };
}

function portOf(listening: Server): number {
  return (listening.address() as AddressInfo).port;
}
