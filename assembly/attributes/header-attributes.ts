import { Bytes, copyBytes } from "../abi/bytes";
import { nextPair, pairKey, pairKeySize, pairValue, pairValueSize, walkPairs } from "../abi/pairs";
import { readProperty } from "../abi/property-calls";
import { resultBytes, resultData, resultSize, resultText } from "../abi/result";
import { decodeUtf8At } from "../abi/utf8-decode";
import { Headers } from "../http/headers";
import { HeaderSource, headerPath } from "./header-source";

/**
 * Headers as attributes: all values of a name, joined with a comma, where `request.headers` gives the first one. They can
 * be read, not written.
 *
 * @example
 * const forwarded = attributes.request.headers.get("x-forwarded-for");
 */
@final
@unmanaged
export class HeaderAttributes {
  /** The values of a name, joined with commas; `null` where there is none, or no headers in this phase. */
  get(name: string): string | null {
    return this.find(name) ? resultText() : null;
  }

  /** Like {@link get}, as bytes. */
  getBytes(name: string): Bytes | null {
    return this.find(name) ? resultBytes() : null;
  }

  /** All headers, each name once, in no order; empty where there are none in this phase. */
  entries(): Headers {
    const headers = new Headers();
    if (!readProperty(headerPath(<HeaderSource>changetype<usize>(this)))) return headers;
    walkPairs(resultData(), resultSize());
    while (nextPair()) headers.addBytes(decodeUtf8At(pairKey, pairKeySize), copyBytes(pairValue, pairValueSize));
    return headers;
  }

  private find(name: string): bool {
    return readProperty(`${headerPath(<HeaderSource>changetype<usize>(this))}["${name}"]`);
  }
}
