import { textOf } from "./array-buffer";

/**
 * Name and value of a header, as bytes.
 *
 * @example
 * const pair = new HeaderPair(String.UTF8.encode("x-color"), String.UTF8.encode("blue"));
 */
export class HeaderPair {
  /** The name; in lower case when it comes from Envoy. */
  key: ArrayBuffer;
  /** The value. */
  value: ArrayBuffer;

  /** Takes name and value. */
  constructor(key: ArrayBuffer, value: ArrayBuffer) {
    this.key = key;
    this.value = value;
  }

  /** `name:value`, for logs. */
  toString(): string {
    return textOf(this.key) + ":" + textOf(this.value);
  }
}

/**
 * A list of headers.
 *
 * @example
 * const headers: Headers = stream_context.headers.request.get_headers();
 */
export type Headers = Array<HeaderPair>;

/**
 * A header of texts, encoded as UTF-8.
 *
 * @example
 * const headers: Headers = [makeHeaderPair("location", "/login")];
 */
export function makeHeaderPair(key: string, value: string): HeaderPair {
  return new HeaderPair(String.UTF8.encode(key), String.UTF8.encode(value));
}
