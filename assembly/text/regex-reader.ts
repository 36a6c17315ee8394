import { hexValue, isDigit, isLetter, startsAt, unitAt } from "./characters";
import { lastCharacter } from "./regex-set";

/** Reads the characters and escapes of a pattern from start to end, and keeps what is wrong with it. */
@final
export class RegexReader {
  /** Index of the next unit. */
  at: i32 = 0;
  /** Whether letters stand for either case. */
  ignoresCase: bool = false;
  /** What is wrong first, and where; empty when nothing is. */
  error: string = "";
  errorAt: i32 = 0;

  constructor(public pattern: string) {}

  /** Says what is wrong; always false. */
  fail(at: i32, error: string): bool {
    if (!this.error.length) {
      this.error = error;
      this.errorAt = at;
    }
    return false;
  }

  get isAtEnd(): bool {
    return this.at >= this.pattern.length;
  }

  /** The next unit; -1 at the end. */
  get unit(): i32 {
    return this.unitAfter(0);
  }

  /** The unit so many after the next. */
  unitAfter(count: i32): i32 {
    return unitAt(this.pattern, this.at + count);
  }

  /** Goes on when the pattern does with a text. */
  take(text: string): bool {
    if (!startsAt(this.pattern, text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  /** Takes the next character: a surrogate pair is one. */
  takeCharacter(): i32 {
    const first = unitAt(this.pattern, this.at++);
    const second = this.unit;
    if ((first & 0xfc00) != 0xd800 || (second & 0xfc00) != 0xdc00) return first;
    ++this.at;
    return 0x10000 + ((first & 0x3ff) << 10) + (second & 0x3ff);
  }

  /** Takes the character that an escape stands for; -1 for an escape that there is not. It begins at the next unit. */
  takeEscape(): i32 {
    const start = this.at++;
    const unit = unitAt(this.pattern, this.at++);
    switch (unit) {
      case 0x61: // a
        return 0x07;
      case 0x66: // f
        return 0x0c;
      case 0x6e: // n
        return 0x0a;
      case 0x72: // r
        return 0x0d;
      case 0x74: // t
        return 0x09;
      case 0x76: // v
        return 0x0b;
      case 0x78: // x
        return this.takeHexadecimal(start);
    }
    if (isDigit(unit)) return this.takeOctal(start, unit - 0x30);
    if (unit >= 0 && unit < 0x80 && !isLetter(unit)) return unit;
    this.fail(start, unknownEscape(unit));
    return -1;
  }

  // After \x: two digits, or any number in braces.
  private takeHexadecimal(start: i32): i32 {
    const inBraces = this.take("{");
    const first = this.at;
    let value = 0;
    while (hexValue(this.unit) >= 0 && value <= lastCharacter && (inBraces || this.at < first + 2)) {
      value = (value << 4) | hexValue(unitAt(this.pattern, this.at++));
    }
    const isWhole = inBraces ? this.at > first && this.take("}") : this.at == first + 2;
    if (isWhole && value <= lastCharacter) return value;
    this.fail(start, "expected two hexadecimal digits, or up to 10FFFF in braces");
    return -1;
  }

  // Up to three digits, the first of which was taken. One that is not 0 alone would mean a group.
  private takeOctal(start: i32, first: i32): i32 {
    let value = first;
    const end = this.at + 2;
    while (this.at < end && this.unit >= 0x30 && this.unit <= 0x37) {
      value = value * 8 + unitAt(this.pattern, this.at++) - 0x30;
    }
    if (first == 0 || (first < 8 && this.at > end - 2)) return value;
    this.fail(start, "references to groups are not supported");
    return -1;
  }
}

function unknownEscape(unit: i32): string {
  if (unit < 0) return "a backslash at the end";
  if ((unit | 0x20) == 0x70) return "classes of Unicode are not supported";
  return unit == 0x6b ? "references to groups are not supported" : "an unknown escape";
}
