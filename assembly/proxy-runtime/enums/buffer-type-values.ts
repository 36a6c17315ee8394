/**
 * `BufferType` by the names of the old SDK.
 *
 * @example
 * const vm = get_buffer_bytes(BufferTypeValues.VmConfiguration, 0, 1024);
 */
export enum BufferTypeValues {
  HttpRequestBody = 0,
  HttpResponseBody = 1,
  NetworkDownstreamData = 2,
  NetworkUpstreamData = 3,
  HttpCallResponseBody = 4,
  GrpcReceiveBuffer = 5,
  VmConfiguration = 6,
  /** Readable in `onConfigure` only. */
  PluginConfiguration = 7,
  CallData = 8,
  MAX = 8,
}
