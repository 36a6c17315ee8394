/**
 * A map of HTTP fields or gRPC metadata that the host holds.
 *
 * Source: Proxy-Wasm 0.2.1, `proxy_map_type_t`.
 *
 * @example
 * log.debug(`the host calls the request's headers map ${<i32>HeaderMapType.HttpRequestHeaders}`);
 */
export enum HeaderMapType {
  HttpRequestHeaders = 0,
  HttpRequestTrailers = 1,
  HttpResponseHeaders = 2,
  HttpResponseTrailers = 3,
  GrpcCallInitialMetadata = 4,
  GrpcCallTrailingMetadata = 5,
  HttpCallResponseHeaders = 6,
  HttpCallResponseTrailers = 7,
}
