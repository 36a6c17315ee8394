import { isDigits } from "./field-syntax.ts";
import type { HeaderMap } from "./header-map.ts";

/**
 * How long a message's headers say that its body is. HTTP/2 resets a stream whose body is not; of HTTP/1 the body ends there, whatever
 * follows.
 */
export class AnnouncedLength {
  private missing: number | undefined;

  constructor(headers?: Pick<HeaderMap, "get">) {
    const value = headers?.get("content-length");
    this.missing = value !== undefined && isDigits(value) ? Number(value) : undefined;
  }

  get isSaid(): boolean {
    return this.missing !== undefined;
  }

  /** Whether a part may come, and the body may end with it. */
  allows(size: number, endOfStream: boolean): boolean {
    if (this.missing === undefined) return true;
    this.missing -= size;
    return endOfStream ? this.missing === 0 : this.missing >= 0;
  }

  /** What of a part belongs to the body. */
  cut(bytes: Uint8Array): Uint8Array {
    if (this.missing === undefined) return bytes;
    const part = bytes.subarray(0, this.missing);
    this.missing -= part.length;
    return part;
  }

  /** Whether the body has come to its end, where its sender says that this was all. */
  endsHere(endOfStream: boolean): boolean {
    return this.missing === undefined ? endOfStream : this.missing === 0;
  }
}
