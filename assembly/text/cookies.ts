import { isBlank, unitAt } from "./characters";
import { isCookieName, isCookieValue, trimBlanks } from "./cookie-text";

/**
 * The cookies of a request: what its `cookie` header holds (RFC 6265, section 5.4). Names differ by case. Values are as they
 * are written, quotes and escapes included. A cookie that is not changed is written back as it was.
 *
 * @example
 * const header = this.request.headers.get("cookie");
 * const cookies = Cookies.parse(header === null ? "" : header);
 * const session = cookies.get("session");
 * if (cookies.remove("tracking")) this.request.headers.set("cookie", cookies.toString());
 */
@final
export class Cookies {
  /** The cookies as they are written: `name=value`. */
  private pairs: string[] = [];

  /** Reads the value of a `cookie` header. Anything can be read; a piece without `=` is a value with an empty name. */
  static parse(header: string): Cookies {
    const cookies = new Cookies();
    for (let start = 0; start < header.length; ) {
      let end = header.indexOf(";", start);
      if (end < 0) end = header.length;
      const pair = trimBlanks(header, start, end);
      if (pair.length) cookies.pairs.push(pair);
      start = end + 1;
    }
    return cookies;
  }

  /** Number of cookies. */
  get length(): i32 {
    return this.pairs.length;
  }

  /** The name of a cookie; empty when the index is not below {@link length}. */
  nameAt(index: i32): string {
    if (<u32>index >= <u32>this.pairs.length) return "";
    const pair = this.pairs[index];
    return pair.substring(0, nameEnd(pair));
  }

  /** The value of a cookie; empty when the index is not below {@link length}. */
  valueAt(index: i32): string {
    return <u32>index < <u32>this.pairs.length ? valueOf(this.pairs[index]) : "";
  }

  /** The first value of a name, which is the one with the longest path; `null` when there is none. */
  get(name: string): string | null {
    const index = this.indexOf(name, 0);
    return index < 0 ? null : valueOf(this.pairs[index]);
  }

  /** All values of a name, in order. */
  getAll(name: string): string[] {
    const values: string[] = [];
    for (let i = this.indexOf(name, 0); i >= 0; i = this.indexOf(name, i + 1)) values.push(valueOf(this.pairs[i]));
    return values;
  }

  /** Whether there is a cookie of this name. */
  has(name: string): bool {
    return this.indexOf(name, 0) >= 0;
  }

  /**
   * Gives a name one value: in place of the first cookie of that name, the others go; at the end when there is none. False,
   * and nothing is changed, for an empty name, `;`, control characters, blanks around name or value, or `=` in the name.
   */
  set(name: string, value: string): bool {
    if (!isCookieName(name) || !isCookieValue(value)) return false;
    const index = this.indexOf(name, 0);
    if (index >= 0) this.removeFrom(name, index + 1);
    const pair = name + "=" + value;
    if (index < 0) this.pairs.push(pair);
    else this.pairs[index] = pair;
    return true;
  }

  /** Removes all cookies of a name. False when there is none. */
  remove(name: string): bool {
    const index = this.indexOf(name, 0);
    if (index < 0) return false;
    this.removeFrom(name, index);
    return true;
  }

  /** The header's value; empty when no cookie is left, and then the header should be removed. */
  toString(): string {
    return this.pairs.join("; ");
  }

  private removeFrom(name: string, start: i32): void {
    let kept = start;
    for (let i = start; i < this.pairs.length; ++i) {
      if (!hasName(this.pairs[i], name)) this.pairs[kept++] = this.pairs[i];
    }
    this.pairs.length = kept;
  }

  private indexOf(name: string, start: i32): i32 {
    for (let i = start; i < this.pairs.length; ++i) {
      if (hasName(this.pairs[i], name)) return i;
    }
    return -1;
  }
}

// The name ends before the blanks before the first `=`.
function nameEnd(pair: string): i32 {
  let end = max(pair.indexOf("="), 0);
  while (end > 0 && isBlank(unitAt(pair, end - 1))) --end;
  return end;
}

function valueOf(pair: string): string {
  return trimBlanks(pair, pair.indexOf("=") + 1, pair.length);
}

function hasName(pair: string, name: string): bool {
  return nameEnd(pair) == name.length && pair.startsWith(name);
}
