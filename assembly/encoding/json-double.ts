// Doubles as JavaScript writes them: with the fewest digits that read as the same double again, and of those the nearest.
// Source: https://tc39.es/ecma262/#sec-numeric-types-number-tostring
import { decimal } from "../text/decimal";
import { multiply, shiftLeft, signOf, subtract } from "./limbs";

/** The number is `digits` times ten to the power of `scale`. */
let digits: u64 = 0;
let scale: i32 = 0;

/** A finite double as `JSON.stringify` writes it. */
export function doubleText(value: f64): string {
  if (value < 0) return "-" + doubleText(-value);
  // Minus zero, too
  if (value == 0) return "0";
  if (!fewDigits(value)) manyDigits(value);
  return layOut(decimal(digits));
}

/**
 * Finds the digits where 15 of them are enough, or the number is an integer below 2^53. No two numbers of up to 15 digits
 * are the same double, so that the first one that is right has the fewest digits. Up to 10^22 the powers are exact, and the
 * quotient of two exact numbers is rounded once.
 */
function fewDigits(value: f64): bool {
  let power: f64 = 1;
  for (let places = 0; places <= 22; ++places) {
    const scaled = value * power;
    if (scaled >= (places ? 1e15 : 9007199254740992)) return false;
    const whole = nearest(scaled);
    if (whole / power == value) {
      digits = <u64>whole;
      scale = -places;
      return true;
    }
    power *= 10;
  }
  return false;
}

/**
 * Finds the digits by exact division (Burger and Dybvig, "Printing Floating-Point Numbers Quickly and Accurately", 1996): the
 * number is `rest` / `divisor`, and all that reads as this double is from `below` / `divisor` below it to `above` / `divisor`
 * above it.
 */
function manyDigits(value: f64): void {
  const bits = reinterpret<u64>(value);
  const biased = <i32>(bits >> 52);
  const mantissa = (bits & 0xfffffffffffff) | (biased ? 1 << 52 : 0);
  const exponent = max(biased, 1) - 1075;
  // Both ends read as this double, too, when it is even
  const ends = mantissa & 1 ? 0 : 1;

  const size = (((<usize>abs(exponent) + 64) >> 5) + 2) << 2;
  const memory = new StaticArray<u8>(<i32>size * 5);
  const rest = changetype<usize>(memory);
  const divisor = rest + size;
  const below = divisor + size;
  const above = below + size;
  const zero = above + size;
  store<u64>(rest, mantissa << 2);
  store<u32>(divisor, 4);
  // Below a power of two the doubles are twice as dense
  store<u32>(below, mantissa == 1 << 52 && biased > 1 ? 1 : 2);
  store<u32>(above, 2);
  if (exponent < 0) {
    shiftLeft(divisor, size, -exponent);
  } else {
    shiftLeft(rest, size, exponent);
    shiftLeft(below, size, exponent);
    shiftLeft(above, size, exponent);
  }

  // Digits before the point, or one fewer
  let point = <i32>ceil<f64>(<f64>(exponent + 63 - <i32>clz(mantissa)) * 0.30102999566398114 - 1e-10);
  for (let i = 0; i < point; ++i) multiply(divisor, size, 10);
  for (let i = point; i < 0; ++i) multiplyAll(rest, below, above, size);
  if (signOf(divisor, rest, above, size) < ends) ++point;
  else multiplyAll(rest, below, above, size);

  digits = 0;
  for (let count = 1; ; ++count) {
    let digit = 0;
    for (; signOf(divisor, rest, zero, size) <= 0; ++digit) subtract(rest, divisor, size);
    const isLow = signOf(below, rest, zero, size) > -ends;
    const isHigh = signOf(divisor, rest, above, size) < ends;
    digits = digits * 10 + digit;
    if (isLow || isHigh) {
      if (isHigh && (!isLow || signOf(divisor, rest, rest, size) < (digit & 1))) ++digits;
      scale = point - count;
      return;
    }
    multiplyAll(rest, below, above, size);
  }
}

function multiplyAll(rest: usize, below: usize, above: usize, size: usize): void {
  multiply(rest, size, 10);
  multiply(below, size, 10);
  multiply(above, size, 10);
}

/** Puts the point, zeros and an exponent where JavaScript has them. */
function layOut(text: string): string {
  const length = text.length;
  // Digits before the point
  const point = length + scale;
  if (point > 21 || point <= -6) {
    const mantissa = length == 1 ? text : text.substring(0, 1) + "." + text.substring(1);
    return mantissa + (point > 0 ? "e+" : "e-") + decimal(abs(point - 1));
  }
  if (point <= 0) return "0." + "0".repeat(-point) + text;
  if (scale >= 0) return text + "0".repeat(scale);
  return text.substring(0, point) + "." + text.substring(point);
}
