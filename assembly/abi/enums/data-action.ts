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
  /**
   * Hold the body; a request body beyond the buffer limit is answered with 413, a response with 500. Trailers that come end
   * the wait: Envoy sends on what is held when their callback answers `Continue`.
   */
  Pause = 1,
  /** The same as `Pause`, by Envoy's name. */
  StopIterationAndBuffer = 1,
  /**
   * Hold the body; at the buffer limit Envoy stops reading from the peer. What is held this way is not in
   * `this.request.body` or `this.response.body` of later callbacks.
   */
  StopIterationAndWatermark = 2,
  /** Drop this chunk from the stream: the filter has taken it. */
  StopIterationNoBuffer = 3,
}
