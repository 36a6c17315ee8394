// The floating-point number that is nearest to a decimal number; of two at the same distance the even one (IEEE 754).
import { Bytes } from "../abi/bytes";
import { multiply, shiftLeft, subtract } from "./limbs";

/** Beyond so many digits only whether one of the rest is not zero can make a difference. */
const maxDigits: i32 = 800;

/** Bytes of the limbs for the largest numbers of the long way: 800 digits, or 10 to the power of 1130. */
const size: usize = 128 << 2;

/** The significant digits, where the point is after them (a power of ten), and whether digits were left out. */
let digits: u64 = 0;
let count: i32 = 0;
let scale: i32 = 0;

/** The value of a well-formed JSON number; infinite when it is too large for one. */
export function decimalToDouble(bytes: Bytes, start: i32, end: i32): f64 {
  const negative = bytes[start] == 0x2d;
  readDigits(bytes, start, end);
  const value = count <= 15 && scale >= -22 && scale <= 22 ? shortWay() : longWay(bytes, start, end);
  return negative ? -value : value;
}

/** Counts the significant digits and takes in the first 19. */
function readDigits(bytes: Bytes, start: i32, end: i32): void {
  digits = 0;
  count = 0;
  scale = 0;
  let afterPoint = false;
  let at = start;
  for (; at < end && (bytes[at] | 0x20) != 0x65; ++at) {
    if (bytes[at] == 0x2e) afterPoint = true;
    const digit = <u32>bytes[at] - 0x30;
    if (digit > 9) continue;
    if (afterPoint) --scale;
    if (!digit && !count) continue;
    if (++count <= 19) digits = digits * 10 + digit;
  }
  scale += exponentOf(bytes, at, end);
}

function exponentOf(bytes: Bytes, start: i32, end: i32): i32 {
  let exponent = 0;
  for (let at = start + 1; at < end; ++at) {
    const digit = <u32>bytes[at] - 0x30;
    if (digit <= 9 && exponent < 100_000_000) exponent = exponent * 10 + digit;
  }
  return start + 1 < end && bytes[start + 1] == 0x2d ? -exponent : exponent;
}

/** Both numbers are exact, so that their product or quotient is rounded once. */
function shortWay(): f64 {
  let power: f64 = 1;
  for (let i = abs(scale); i; --i) power *= 10;
  return scale < 0 ? <f64>digits / power : <f64>digits * power;
}

/** The number as a fraction of two large integers, divided bit by bit. */
function longWay(bytes: Bytes, start: i32, end: i32): f64 {
  if (!count || count + scale < -330) return 0;
  if (count + scale > 310) return Infinity;
  const numbers = new StaticArray<u8>((<i32>size) << 1);
  const numerator = changetype<usize>(numbers);
  const denominator = numerator + size;
  const left = takeDigits(numerator, bytes, start, end);
  store<u32>(denominator, 1);
  const power = scale + left;
  multiplyByPower(power < 0 ? denominator : numerator, abs(power));
  // So that the quotient is from 1 to below 2
  let exponent = bitLength(numerator) - bitLength(denominator);
  shiftLeft(exponent < 0 ? numerator : denominator, size, abs(exponent));
  if (isLess(numerator, denominator)) {
    shiftLeft(numerator, size, 1);
    --exponent;
  }
  let quotient: u64 = 0;
  for (let i = 0; i < 64; ++i) {
    quotient <<= 1;
    if (!isLess(numerator, denominator)) {
      subtract(numerator, denominator, size);
      quotient |= 1;
    }
    shiftLeft(numerator, size, 1);
  }
  return rounded(quotient, exponent, bitLength(numerator) > 0);
}

/** Puts the digits into a number; gives how many were left out. */
function takeDigits(to: usize, bytes: Bytes, start: i32, end: i32): i32 {
  let taken = 0;
  let left = 0;
  let more = false;
  for (let at = start; at < end && (bytes[at] | 0x20) != 0x65; ++at) {
    const digit = <u32>bytes[at] - 0x30;
    if (digit > 9 || (!taken && !digit)) continue;
    if (taken < maxDigits) {
      multiply(to, size, 10, digit);
      ++taken;
      continue;
    }
    ++left;
    if (digit) more = true;
  }
  // A digit for all that were left out: it decides where the number is just between two others
  if (!more) return left;
  multiply(to, size, 10, 1);
  return left - 1;
}

/** A number from 1 to below 2, as its 64 bits, times a power of two. `more`: there are further bits. */
function rounded(quotient: u64, exponent: i32, more: bool): f64 {
  // 53 bits are kept; of the smallest numbers fewer
  const dropped = 11 + max(-1022 - exponent, 0);
  if (dropped > 64) return 0;
  const kept = dropped == 64 ? 0 : quotient >> dropped;
  const half: u64 = 1 << (dropped - 1);
  const rest = dropped == 64 ? quotient : quotient & ((half << 1) - 1);
  const up = rest > half || (rest == half && (more || (kept & 1) != 0));
  const mantissa = kept + u64(up);
  // The highest bit is not stored but counted: a carry out of the mantissa moves the exponent by itself
  const biased = dropped > 11 ? 0 : <u64>(exponent + 1022);
  const bits = (biased << 52) + mantissa;
  return bits >= 0x7ff0000000000000 ? Infinity : reinterpret<f64>(bits);
}

function multiplyByPower(number: usize, power: i32): void {
  let left = power;
  for (; left >= 9; left -= 9) multiply(number, size, 1_000_000_000);
  for (; left; --left) multiply(number, size, 10);
}

function isLess(a: usize, b: usize): bool {
  for (let at = size; at; at -= 4) {
    const x = load<u32>(a + at - 4);
    const y = load<u32>(b + at - 4);
    if (x != y) return x < y;
  }
  return false;
}

function bitLength(number: usize): i32 {
  for (let at = size; at; at -= 4) {
    const limb = load<u32>(number + at - 4);
    if (limb) return <i32>(at << 3) - <i32>clz(limb);
  }
  return 0;
}
