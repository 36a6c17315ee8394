/**
 * What Envoy does with a request or response after its trailers callback.
 *
 * Source: Envoy's `FilterTrailersStatus`.
 *
 * @example
 * onResponseTrailers(): TrailersAction {
 *   this.response.trailers.remove("x-internal-cost");
 *   return TrailersAction.Continue;
 * }
 */
export enum TrailersAction {
  /** Go on to the next filter. */
  Continue = 0,
  /** Hold the trailers and what of the stream is still held. */
  Pause = 1,
  /** The same as `Pause`, by Envoy's name. */
  StopIteration = 1,
}
