import { BaseContext } from "./base-context";

/** Hears of the answer to a call: the numbers of headers, bytes and trailers; no headers when there is no answer. */
export type Callback = (origin_context: BaseContext, headers: u32, body_size: usize, trailers: u32) => void;

/**
 * What is called with the answer to a call, and with which context.
 *
 * @example
 * function give(callback: HttpCallback): void {
 *   callback.cb(callback.origin_context, 0, 0, 0);
 * }
 */
export class HttpCallback {
  /** The context. */
  origin_context: BaseContext;
  /** The function. */
  cb: Callback;

  /** Puts both together. */
  constructor(origin_context: BaseContext, cb: Callback) {
    this.origin_context = origin_context;
    this.cb = cb;
  }
}
