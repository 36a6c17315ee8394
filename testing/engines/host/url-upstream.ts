import { connect, type Socket } from "node:net";
import type {
  UpstreamConnection,
  UpstreamConnectionReceiver,
  UpstreamReceiver,
  UpstreamStream,
} from "../../../host/index.ts";
import { http1Client } from "../clients/http1-client.ts";
import { http2Client } from "../clients/http2-client.ts";
import type { HostTime } from "./host-time.ts";

/** Sends a request on to a real server. Time of the host waits for the response. */
export function forwardStream(stream: UpstreamStream, url: string, http2: boolean, time: HostTime): UpstreamReceiver {
  let done = (): void => {};
  time.keepPaceDuring(
    new Promise<void>((resolve) => {
      done = resolve;
    }),
  );
  function pass(send: () => void, isLast: boolean): void {
    time.act(send);
    if (isLast) done();
  }
  const open = http2 ? http2Client : http1Client;
  const client = open(connectTo(url), {
    onHeaders: (fields, end) => pass(() => stream.sendHeaders(fields, end), end),
    onData: (bytes, end) => pass(() => stream.sendData(bytes, end), end),
    onTrailers: (fields) => pass(() => stream.sendTrailers(fields), true),
    onReset: () => pass(() => stream.reset("connection termination"), true),
    onFault: () => pass(() => stream.reset("local reset"), true),
  });
  client.sendHeaders(stream.headers, stream.endOfStream, true);
  return {
    onData: (bytes, end) => client.sendData(bytes, end),
    onTrailers: (fields) => client.sendTrailers(fields),
    onReset() {
      client.reset();
      done();
    },
  };
}

/** Leads a TCP connection on to a real server. */
export function forwardConnection(
  connection: UpstreamConnection,
  url: string,
  time: HostTime,
): UpstreamConnectionReceiver {
  const socket = connectTo(url);
  time.keepPaceDuring(new Promise<void>((resolve) => socket.once("close", () => resolve())));
  socket.on("error", () => {}); // "close" tells
  socket.on("data", (bytes: Buffer) => time.act(() => connection.send(bytes, false)));
  socket.once("end", () => time.act(() => connection.send(new Uint8Array(0), true)));
  socket.once("close", () => time.act(() => connection.close()));
  return {
    onData(bytes, end) {
      if (bytes.length > 0) socket.write(bytes);
      if (end) socket.end();
    },
    onClose: () => socket.destroy(),
  };
}

function connectTo(url: string): Socket {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname.replace(/^\[|\]$/g, ""), port: Number(port || 80), allowHalfOpen: true });
  return socket.setNoDelay(true);
}
