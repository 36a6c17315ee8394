/**
 * What Envoy does with a TCP connection after a callback.
 *
 * Source: Proxy-Wasm 0.2.1, `proxy_action_t`.
 *
 * @example
 * onDownstreamData(size: u32, endOfStream: bool): NetworkAction {
 *   // The first four bytes say what protocol it is
 *   return size < 4 && !endOfStream ? NetworkAction.Pause : NetworkAction.Continue;
 * }
 */
export enum NetworkAction {
  /** Go on to the next filter. */
  Continue = 0,
  /** Hold the bytes until `continueDownstream()`. */
  Pause = 1,
}
