/**
 * A buffer of bytes that the host holds.
 *
 * Source: Proxy-Wasm 0.2.1, `proxy_buffer_type_t`.
 *
 * @example
 * log.debug(`the host calls the request's body buffer ${<i32>BufferType.HttpRequestBody}`);
 */
export enum BufferType {
  HttpRequestBody = 0,
  HttpResponseBody = 1,
  /** Bytes from the client of a TCP connection. */
  DownstreamData = 2,
  /** Bytes from the upstream of a TCP connection. */
  UpstreamData = 3,
  HttpCallResponseBody = 4,
  GrpcCallMessage = 5,
  /** Readable at any time. */
  VmConfiguration = 6,
  /** Readable in `onConfigure` only. */
  PluginConfiguration = 7,
  ForeignFunctionArguments = 8,
}
