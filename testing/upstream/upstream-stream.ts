import type { Protocol } from "../engine.ts";
import type { Fields } from "../http/headers.ts";

/** A request that has reached an upstream played by this process, as an engine brings it: one side of an HTTP stream. */
export interface UpstreamStream {
  readonly headers: Fields;
  readonly protocol: Protocol;
  /** Whether the headers are all of the request. */
  readonly headersOnly: boolean;
  /** The exchange whose request this is; undefined for a call of a plugin. */
  readonly exchange: number | undefined;
  /** Has the rest of the request told, from the beginning. Called once, at once. */
  listen(listener: UpstreamListener): void;
  /** `trailers` says whether trailers may follow. */
  sendHeaders(headers: Fields, end: boolean, trailers: boolean): void;
  sendData(bytes: Uint8Array, end: boolean): void;
  sendTrailers(trailers: Fields): void;
  reset(): void;
}

/** Hears what comes after the headers of a request. */
export interface UpstreamListener {
  onData(bytes: Uint8Array, end: boolean): void;
  /** They end the request. */
  onTrailers(trailers: Fields): void;
  /** The stream is gone: broken off by the proxy, or with the connection. Also after the request's end. */
  onReset(): void;
}
