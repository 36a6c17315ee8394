import type { HeaderField, HeaderFields, HeaderMap } from "../http/header-map.ts";
import type { ConnectionInfo } from "../stream-info.ts";

/** Why a stream was reset, in Envoy's words. */
export type ResetReason = "remote reset" | "connection termination" | "local reset" | "protocol error";

/** The status with which Envoy answers where an upstream was reset before its answer. */
export function statusOfReset(reason: ResetReason): number {
  return reason === "protocol error" ? 502 : 503;
}

/** What an upstream hears of a request after its headers. */
export interface UpstreamReceiver {
  onData?(bytes: Uint8Array, endOfStream: boolean): void;
  onTrailers?(trailers: HeaderField[]): void;
  /** An HTTP/2 METADATA frame with so many entries. */
  onMetadata?(elements: number): void;
  /** The proxy or the client has given the request up. */
  onReset?(): void;
}

/** A request that has reached an upstream, and the way back. */
export interface UpstreamStream {
  /** The client whose request a route has sent here; undefined for a call of a plugin. */
  readonly downstream: ConnectionInfo | undefined;
  readonly headers: HeaderField[];
  readonly endOfStream: boolean;
  sendHeaders(headers: HeaderFields, endOfStream: boolean): void;
  sendData(bytes: Uint8Array, endOfStream: boolean): void;
  sendTrailers(trailers: HeaderFields): void;
  /** An HTTP/2 METADATA frame with so many entries. */
  sendMetadata(elements: number): void;
  reset(reason?: ResetReason): void;
}

/**
 * An upstream: called for each request. It may answer at once or later, and in any order with what it receives.
 *
 * @example
 * const ok: Upstream = (stream) => {
 *   stream.sendHeaders([[":status", "200"]], true);
 * };
 */
// biome-ignore lint/suspicious/noConfusingVoidType: an upstream that answers at once returns nothing
export type Upstream = (stream: UpstreamStream) => UpstreamReceiver | void;

/** Where the events of an upstream's answer go. */
export interface ResponseDecoder {
  onHeaders(headers: HeaderMap, endOfStream: boolean): void;
  onData(bytes: Uint8Array, endOfStream: boolean): void;
  onTrailers(trailers: HeaderMap): void;
  onMetadata(elements: number): void;
  onReset(reason: ResetReason): void;
}
