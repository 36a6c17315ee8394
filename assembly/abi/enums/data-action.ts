/**
 * What Envoy does with a request or response after a body callback.
 *
 * Source: Envoy's `FilterDataStatus`.
 *
 * @example
 * onResponseBody(size: u32, endOfStream: bool): DataAction {
 *   if (!endOfStream) return DataAction.Pause;
 *   log.info(`a body of ${size} bytes`);
 *   return DataAction.Continue;
 * }
 */
export enum DataAction {
  /** Send on what has come (and what was held before). */
  Continue = 0,
  /** Hold the body; a request body beyond the buffer limit is answered with 413, a response with 500. */
  Pause = 1,
  /** The same as `Pause`, by Envoy's name. */
  StopIterationAndBuffer = 1,
  /** Hold the body; at the buffer limit Envoy stops reading from the peer. */
  StopIterationAndWatermark = 2,
  /** Drop this chunk from the stream: the filter has taken it. */
  StopIterationNoBuffer = 3,
}
