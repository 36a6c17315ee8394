/**
 * `HeaderMapType` by the names of the old SDK.
 *
 * @example
 * const size = get_header_map_size(HeaderMapTypeValues.ResponseTrailers);
 */
export enum HeaderMapTypeValues {
  RequestHeaders = 0,
  RequestTrailers = 1,
  ResponseHeaders = 2,
  ResponseTrailers = 3,
  GrpcReceiveInitialMetadata = 4,
  GrpcReceiveTrailingMetadata = 5,
  HttpCallResponseHeaders = 6,
  HttpCallResponseTrailers = 7,
  MAX = 7,
}
