/**
 * What Envoy does with a request or response after its headers callback.
 *
 * Whatever stops is resumed with `continueRequest()` or `continueResponse()`, or ended with `sendLocalReply()`.
 *
 * Source: Envoy's `FilterHeadersStatus`.
 *
 * @example
 * onRequestHeaders(endOfStream: bool): HeadersAction {
 *   if (this.request.headers.has("authorization")) return HeadersAction.Continue;
 *   this.sendLocalReply(401);
 *   return HeadersAction.Pause;
 * }
 */
export enum HeadersAction {
  /** Go on to the next filter. */
  Continue = 0,
  /**
   * Hold the headers. Envoy holds the body, too, and calls no body callback until the stream goes on, unless the plugin's
   * configuration has `allow_on_headers_stop_iteration`.
   */
  Pause = 1,
  /** The same as `Pause`, by Envoy's name. */
  StopIteration = 1,
  /** Envoy takes it for `Continue`. */
  ContinueAndEndStream = 2,
  /** Hold headers and body; a body beyond the buffer limit is answered with 413. */
  StopAllIterationAndBuffer = 3,
  /** Hold headers and body; at the buffer limit Envoy stops reading from the peer. */
  StopAllIterationAndWatermark = 4,
}
