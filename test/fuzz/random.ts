/** Texts that decoders must not stumble over: of one to four bytes, NUL, a byte order mark, the last code point. */
const pieces = [
  "a",
  "Z",
  "7",
  "-",
  " ",
  "%",
  "é",
  "€",
  "😀",
  "\0",
  "\ufeff",
  "\ufffd",
  "\u{10ffff}",
  "\u07ff",
  "\u0800",
];

/** A repeatable source of choices: the same seed and case give the same ones (mulberry32). */
export class Random {
  private state: number;

  constructor(seed: number, index: number) {
    this.state = Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b);
    this.bits();
  }

  /** 32 bits, as a number that is not negative. */
  bits(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  /** A whole number from 0 to below a limit. */
  below(limit: number): number {
    return Math.floor((this.bits() / 2 ** 32) * limit);
  }

  /** True once in so many times. */
  oneIn(times: number): boolean {
    return this.below(times) === 0;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)] as T;
  }

  /** A number of things: mostly few, seldom up to the most. */
  count(most: number): number {
    return this.oneIn(20) ? this.below(most + 1) : this.below(Math.min(most, 6) + 1);
  }

  /** A number of things of which each takes a while: mostly none to three. */
  few(most: number): number {
    return this.oneIn(30) ? this.below(most + 1) : this.below(Math.min(most, 3) + 1);
  }

  bytes(size: number): Buffer {
    const bytes = Buffer.allocUnsafe(size);
    for (let i = 0; i < size; ++i) bytes[i] = this.bits();
    return bytes;
  }

  /** A well-formed text of at most so many pieces. */
  text(most: number): string {
    let text = "";
    for (let left = this.count(most); left > 0; --left) {
      text += this.oneIn(3) ? this.pick(pieces) : String.fromCharCode(0x20 + this.below(0x5f));
    }
    return text;
  }

  /** A text with halves of surrogate pairs in it. */
  brokenText(most: number): string {
    const text = this.text(most);
    const at = this.below(text.length + 1);
    return text.slice(0, at) + String.fromCharCode(0xd800 + this.below(0x800)) + text.slice(at);
  }

  /** A number at which something may change: small, near a power of two, or any. */
  edge(): number {
    if (this.oneIn(3)) return this.below(300);
    if (this.oneIn(2)) return (2 ** this.below(33) + this.below(5) - 2) >>> 0;
    return this.bits();
  }
}
