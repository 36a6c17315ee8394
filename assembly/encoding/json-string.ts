import { codePointAt, decodeUtf8At, isUtf8At, taken, writeUnits } from "../abi/utf8-decode";
import { wrong } from "./json-problem";

/** The address of the last string with escapes that {@link endOfString} has passed. */
let escapedStart: usize = 0;

/** One in each of eight bytes. */
const ones: u64 = 0x0101010101010101;
const highBits: u64 = 0x8080808080808080;

/**
 * Where the string ends whose opening quote is at an address: after the closing one. 0 when it is not valid (RFC 8259,
 * section 7) or no UTF-8. The text itself ends at `end`.
 */
export function endOfString(start: usize, end: usize): usize {
  let at = start + 1;
  // The high bits of all bytes that were passed; all of them where an escape is not just a letter
  let high: u64 = 0;
  while (true) {
    if (at + 8 <= end) {
      const eight = load<u64>(at);
      const special = specialOf(eight);
      if (!special) {
        high |= eight;
        at += 8;
        continue;
      }
      high |= eight & ((special & -special) - 1);
      at += <usize>(ctz(special) >> 3);
    }
    if (at >= end) return wrong(end, "a string that does not end");
    const byte = <u32>load<u8>(at);
    if (byte == 0x22) break;
    if (byte < 0x20) return wrong(at, "a control character in a string");
    ++at;
    if (byte == 0x5c) {
      escapedStart = start;
      if (at < end && !isPlainEscape(load<u8>(at))) high = highBits;
      ++at;
    } else {
      high |= byte;
    }
  }
  return high & highBits ? checkString(start, at) : at + 1;
}

/**
 * The high bit of each byte that is a quote, a backslash or a control character. The lowest bit set is right; above it
 * others may be set, too.
 */
function specialOf(eight: u64): u64 {
  const quotes = (eight ^ (0x22 * ones)) - ones;
  const backslashes = (eight ^ (0x5c * ones)) - ones;
  const controls = eight - 0x20 * ones;
  return (quotes | backslashes | controls) & ~eight & highBits;
}

/** Checks what is seldom there; where the string ends, or 0. */
function checkString(start: usize, quote: usize): usize {
  if (!isUtf8At(start + 1, <u32>(quote - start - 1))) return wrong(start, "a string that is not UTF-8");
  let at = start + 1;
  while (escapedStart == start && at < quote) {
    if (load<u8>(at) != 0x5c) {
      ++at;
      continue;
    }
    const escape = at;
    const letter = load<u8>(at + 1);
    at += 2;
    if (letter != 0x75) {
      if (!isPlainEscape(letter)) return wrong(escape, "an unknown escape in a string");
      continue;
    }
    const unit = hexAt(at, quote);
    if (unit < 0) return wrong(escape, "\\u without four hexadecimal digits");
    at += 4;
    if ((unit & 0xf800) != 0xd800) continue;
    const low = at + 1 < quote && load<u16>(at) == 0x755c ? hexAt(at + 2, quote) : -1;
    if (unit >= 0xdc00 || (low & ~0x3ff) != 0xdc00) return wrong(escape, "half of a surrogate pair");
    at += 6;
  }
  return quote + 1;
}

/** Whether this after a backslash is one of `"\/bfnrt`. */
function isPlainEscape(letter: u32): bool {
  return letter == 0x22 || letter == 0x2f || (letter - 0x5c < 25 && (0x1440441 >> (letter - 0x5c)) & 1);
}

/** Four hexadecimal digits; -1 when there are not four. */
function hexAt(start: usize, end: usize): i32 {
  if (start + 4 > end) return -1;
  let value = 0;
  for (let at = start; at < start + 4; ++at) {
    const byte = <u32>load<u8>(at);
    let digit = byte - 0x30;
    if (digit > 9) {
      digit = (byte | 0x20) - 0x61;
      if (digit > 5) return -1;
      digit += 10;
    }
    value = (value << 4) | digit;
  }
  return value;
}

/** The text of the string that {@link endOfString} has passed at last: from its opening quote to after its closing one. */
export function textOfString(start: usize, end: usize): string {
  return escapedStart == start ? unescape(start + 1, end - 1) : decodeUtf8At(start + 1, <u32>(end - start - 2));
}

/** Whether the valid string whose opening quote is at an address has this text. Nothing is allocated. */
export function isTextOfString(start: usize, end: usize, text: string): bool {
  let at = start + 1;
  let from = changetype<usize>(text);
  const textEnd = from + ((<usize>text.length) << 1);
  while (true) {
    const byte = <u32>load<u8>(at);
    if (byte == 0x22) return from == textEnd;
    if (from == textEnd) return false;
    if (byte < 0x80 && byte != 0x5c) {
      if (load<u16>(from) != byte) return false;
      ++at;
      from += 2;
      continue;
    }
    let point = pointAt(at, end);
    at += size;
    if (point > 0xffff) {
      if (load<u16>(from) != 0xd7c0 + (point >> 10)) return false;
      from += 2;
      if (from == textEnd) return false;
      point = 0xdc00 | (point & 0x3ff);
    }
    if (load<u16>(from) != point) return false;
    from += 2;
  }
}

// An escape is never shorter than what it stands for.
function unescape(data: usize, end: usize): string {
  // @ts-ignore: a function of the runtime
  const text: usize = __new((end - data) << 1, idof<string>());
  let to = text;
  for (let at = data; at < end; at += size) to = writeUnits(to, pointAt(at, end));
  // @ts-ignore: a function of the runtime
  return changetype<string>(__renew(text, to - text));
}

/** How many bytes the last {@link pointAt} took. */
let size: u32 = 0;

/** A code point of a valid string, or the half of one that an escape stands for. */
function pointAt(at: usize, end: usize): u32 {
  const point = codePointAt(at, end);
  size = taken;
  if (point != 0x5c) return point;
  const letter = load<u8>(at, 1);
  size = letter == 0x75 ? 6 : 2;
  return letter == 0x75 ? hexAt(at + 2, end) : meaningOf(letter);
}

/** What a letter after a backslash stands for. */
function meaningOf(letter: u32): u32 {
  switch (letter) {
    case 0x62:
      return 0x08;
    case 0x66:
      return 0x0c;
    case 0x6e:
      return 0x0a;
    case 0x72:
      return 0x0d;
    case 0x74:
      return 0x09;
  }
  return letter;
}
