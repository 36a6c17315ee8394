import { Bytes } from "../abi/bytes";
import { findInCopy, valuesInCopy } from "../abi/header-list";
import { foundBytes, foundEquals, foundInteger, foundText } from "../abi/header-read";
import { Headers } from "./headers";

/**
 * The headers of a stream as they were at some moment, for later phases: Envoy shows request headers to a response callback
 * no more. It is one block of memory in which names are looked up when they are asked for. Methods as of {@link HeaderMap}.
 *
 * @example
 * onResponseHeaders(endOfStream: bool): HeadersAction {
 *   const asked = this.asked;
 *   if (asked && asked.equals(":method", "HEAD")) this.response.headers.set("x-head", "1");
 *   return HeadersAction.Continue;
 * }
 */
@final
export class HeaderSnapshot {
  private pairs: Bytes;

  /** Of the SDK's own use: see `HeaderMap.snapshot`. */
  constructor(pairs: Bytes) {
    this.pairs = pairs;
  }

  /** The first value of a header: `null` when there is no such header. */
  get(name: string): string | null {
    return findInCopy(this.pairs, name) ? foundText() : null;
  }

  /** The first value of a header as bytes: `null` when there is no such header. */
  getBytes(name: string): Bytes | null {
    return findInCopy(this.pairs, name) ? foundBytes() : null;
  }

  /** All values of a header, in their order. */
  getAll(name: string): string[] {
    return valuesInCopy(this.pairs, name);
  }

  /** The first value of a header as a number; `otherwise` when there is none, or when it is no number. */
  getInteger(name: string, otherwise: i64): i64 {
    return findInCopy(this.pairs, name) ? foundInteger(otherwise) : otherwise;
  }

  /** Whether there is such a header. */
  has(name: string): bool {
    return findInCopy(this.pairs, name);
  }

  /** Whether the first value of a header is just this text. */
  equals(name: string, value: string): bool {
    return findInCopy(this.pairs, name) && foundEquals(value);
  }

  /** All headers, in their order. */
  entries(): Headers {
    return Headers.ofCopy(this.pairs);
  }
}
