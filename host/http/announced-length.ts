import type { HeaderMap } from "./header-map.ts";

/** How long a message's headers say that its body is; HTTP/2 resets a stream whose body is not. */
export class AnnouncedLength {
  private missing: number | undefined;

  constructor(headers?: HeaderMap) {
    const value = headers?.get("content-length");
    this.missing = value !== undefined && /^\d+$/.test(value) ? Number(value) : undefined;
  }

  /** Whether a part may come, and the body may end with it. */
  allows(size: number, endOfStream: boolean): boolean {
    if (this.missing === undefined) return true;
    this.missing -= size;
    return endOfStream ? this.missing === 0 : this.missing >= 0;
  }
}
