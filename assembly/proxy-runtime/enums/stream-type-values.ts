/**
 * `StreamType` by the names of the old SDK.
 *
 * @example
 * const response = StreamTypeValues.Response;
 */
export enum StreamTypeValues {
  Request = 0,
  Response = 1,
  Downstream = 2,
  Upstream = 3,
  MAX = 3,
}
