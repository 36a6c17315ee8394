/**
 * A direction of a stream.
 *
 * Source: Proxy-Wasm 0.2.1, `proxy_stream_type_t`.
 *
 * @example
 * log.debug(`the host calls requests streams of type ${<i32>StreamType.HttpRequest}`);
 */
export enum StreamType {
  HttpRequest = 0,
  HttpResponse = 1,
  Downstream = 2,
  /** Envoy closes but cannot continue this one: `Status.Unimplemented`. */
  Upstream = 3,
}
