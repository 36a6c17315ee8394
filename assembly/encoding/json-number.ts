import { decimal } from "../text/decimal";
import { wrong } from "./json-problem";
import { byteAt } from "./json-scan";

/** Where the JSON number that starts at an address ends; 0 when it is not well-formed (RFC 8259, section 6). */
export function endOfNumber(start: usize, end: usize): usize {
  const after = afterNumber(start, end);
  return after ? after : wrong(start, "a malformed number");
}

function afterNumber(start: usize, end: usize): usize {
  let at = start;
  if (load<u8>(at) == 0x2d) ++at;
  if (byteAt(at, end) == 0x30) ++at;
  else if (!(at = afterDigits(at, end))) return 0;
  if (byteAt(at, end) == 0x2e) {
    at = afterDigits(at + 1, end);
    if (!at) return 0;
  }
  if ((byteAt(at, end) | 0x20) != 0x65) return at;
  ++at;
  const sign = byteAt(at, end);
  return afterDigits(sign == 0x2b || sign == 0x2d ? at + 1 : at, end);
}

// After one digit or more; 0 when there is none.
function afterDigits(start: usize, end: usize): usize {
  let at = start;
  while (at < end && isDigit(load<u8>(at))) ++at;
  return at > start ? at : 0;
}

function isDigit(byte: u32): bool {
  return byte - 0x30 < 10;
}

/** The largest number that can be multiplied by ten. */
const largest: u64 = u64.MAX_VALUE / 10;

/** The absolute value that {@link readInteger} has read. */
export let magnitude: u64 = 0;

/**
 * Reads a well-formed JSON number as an integer, exactly: `12`, `1.20e1` and `12.0` are the same. False when it is no
 * integer or takes more than 64 bits.
 */
export function readInteger(start: usize, end: usize): bool {
  let mantissaEnd = start;
  while (mantissaEnd < end && (load<u8>(mantissaEnd) | 0x20) != 0x65) ++mantissaEnd;
  // How many of the digits make up the integer: those before the point, moved by the exponent
  let integerDigits = pointOf(start, mantissaEnd) + exponentOf(mantissaEnd, end);
  let value: u64 = 0;
  for (let at = start; at < mantissaEnd; ++at) {
    const byte = load<u8>(at);
    if (!isDigit(byte)) continue;
    const digit = <u64>(byte - 0x30);
    if (integerDigits-- <= 0) {
      if (digit) return false;
      continue;
    }
    if (value > largest || (value == largest && digit > 5)) return false;
    value = value * 10 + digit;
  }
  for (; value && integerDigits > 0; --integerDigits) {
    if (value > largest) return false;
    value *= 10;
  }
  magnitude = value;
  return true;
}

/** The number that {@link readSigned} has read. */
export let signed: i64 = 0;

/** Like {@link readInteger}, with its sign; false when it takes more than 64 bits with that. */
export function readSigned(start: usize, end: usize): bool {
  if (!readInteger(start, end)) return false;
  const negative = load<u8>(start) == 0x2d;
  signed = negative ? -(<i64>magnitude) : <i64>magnitude;
  return magnitude <= <u64>i64.MAX_VALUE + u64(negative);
}

// Number of digits before the point.
function pointOf(start: usize, end: usize): i32 {
  let digits = 0;
  for (let at = start; at < end && load<u8>(at) != 0x2e; ++at) {
    if (isDigit(load<u8>(at))) ++digits;
  }
  return digits;
}

function exponentOf(start: usize, end: usize): i32 {
  let exponent = 0;
  for (let at = start; at < end; ++at) {
    const byte = load<u8>(at);
    // Beyond this every number is too large, or no integer
    if (isDigit(byte) && exponent < 100000000) exponent = exponent * 10 + byte - 0x30;
  }
  return start + 1 < end && load<u8>(start + 1) == 0x2d ? -exponent : exponent;
}

/** A number in decimal digits. */
export function unsignedDecimal(value: u64): string {
  return value >> 63 ? decimal(value / 10) + decimal(value % 10) : decimal(value);
}
