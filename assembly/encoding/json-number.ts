import { Bytes } from "../abi/bytes";

/** Where the JSON number that starts at an index ends; -1 when it is not well-formed (RFC 8259, section 6). */
export function endOfNumber(bytes: Bytes, start: i32): i32 {
  let at = start;
  if (byteAt(bytes, at) == 0x2d) ++at;
  if (byteAt(bytes, at) == 0x30) ++at;
  else if ((at = afterDigits(bytes, at)) < 0) return -1;
  if (byteAt(bytes, at) == 0x2e) {
    at = afterDigits(bytes, at + 1);
    if (at < 0) return -1;
  }
  if ((byteAt(bytes, at) | 0x20) == 0x65) {
    ++at;
    if (byteAt(bytes, at) == 0x2b || byteAt(bytes, at) == 0x2d) ++at;
    return afterDigits(bytes, at);
  }
  return at;
}

// After one digit or more; -1 when there is none.
function afterDigits(bytes: Bytes, start: i32): i32 {
  let at = start;
  while (isDigit(byteAt(bytes, at))) ++at;
  return at > start ? at : -1;
}

function byteAt(bytes: Bytes, at: i32): i32 {
  return at < bytes.length ? bytes[at] : -1;
}

function isDigit(byte: i32): bool {
  return byte >= 0x30 && byte <= 0x39;
}

/** The absolute value that {@link readInteger} has read. */
export let magnitude: u64 = 0;

/**
 * Reads a well-formed JSON number as an integer, exactly: `12`, `1.20e1` and `12.0` are the same. False when it is no
 * integer or takes more than 64 bits.
 */
export function readInteger(bytes: Bytes, start: i32, end: i32): bool {
  let mantissaEnd = start;
  while (mantissaEnd < end && (bytes[mantissaEnd] | 0x20) != 0x65) ++mantissaEnd;
  // How many of the digits make up the integer: those before the point, moved by the exponent
  let integerDigits = pointOf(bytes, start, mantissaEnd) + exponentOf(bytes, mantissaEnd, end);
  let value: u64 = 0;
  for (let at = start; at < mantissaEnd; ++at) {
    if (!isDigit(bytes[at])) continue;
    const digit = <u64>(bytes[at] - 0x30);
    if (integerDigits-- <= 0) {
      if (digit) return false;
      continue;
    }
    if (value > (u64.MAX_VALUE - digit) / 10) return false;
    value = value * 10 + digit;
  }
  for (; value && integerDigits > 0; --integerDigits) {
    if (value > u64.MAX_VALUE / 10) return false;
    value *= 10;
  }
  magnitude = value;
  return true;
}

// Number of digits before the point.
function pointOf(bytes: Bytes, start: i32, end: i32): i32 {
  let digits = 0;
  for (let at = start; at < end && bytes[at] != 0x2e; ++at) {
    if (isDigit(bytes[at])) ++digits;
  }
  return digits;
}

function exponentOf(bytes: Bytes, start: i32, end: i32): i32 {
  let exponent = 0;
  for (let at = start; at < end; ++at) {
    // Beyond this every number is too large, or no integer
    if (isDigit(bytes[at]) && exponent < 100000000) exponent = exponent * 10 + bytes[at] - 0x30;
  }
  return start + 1 < end && bytes[start + 1] == 0x2d ? -exponent : exponent;
}
