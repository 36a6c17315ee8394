import type { FaultProbe } from "./fault-probe.ts";
import type { Sent } from "./recording-host.ts";

const together = 10_000;

/** What is asked of the host in the life of one stream, and what is logged. */
export function callsOfStream({ host, deliver, request }: FaultProbe, id: number): (Sent | string)[] {
  const logged = request("/", id);
  const calls = [...host.sent];
  return [...logged, ...calls, ...deliver("proxy_on_delete", id), ...host.sent];
}

/** Opens 10 000 streams. */
export function openStreams({ request }: FaultProbe, from: number): void {
  for (let id = from; id < from + together; ++id) request("/", id);
}

/** Ends 10 000 streams. */
export function closeStreams({ deliver }: FaultProbe, from: number): void {
  for (let id = from; id < from + together; ++id) deliver("proxy_on_delete", id);
}

/** Paths by which the probe makes calls, and the callbacks with the answers. */
export const answersTo = [
  ["/http", "proxy_on_http_call_response"],
  ["/grpc", "proxy_on_grpc_close"],
  ["/watch", "proxy_on_grpc_receive"],
] as const;

/**
 * Has so many calls answered that belong to streams that have ended, and as many of stream 2, which the host has lost
 * without a word.
 */
export function loseStreams({ host, deliver, request }: FaultProbe, times: number): void {
  for (let i = 0; i < times; ++i) {
    const [path, callback] = answersTo[i % answersTo.length] ?? answersTo[0];
    request(path, 10 + i);
    deliver("proxy_on_delete", 10 + i);
    deliver(callback, 1, host.lastCall, 1, 0, 0);
    deliver("proxy_on_request_headers", 2, 1, 0);
    host.hasContext = (id) => id !== 2;
    deliver(callback, 1, host.lastCall, 1, 0, 0);
    host.hasContext = () => true;
  }
}
