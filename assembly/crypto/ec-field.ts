import { limbBits } from "./ec-number";
import { combineP256, multiplyP256, squareP256 } from "./p256-field";
import { combineP384, multiplyP384, squareP384 } from "./p384-field";

// The arithmetic of a curve's field, which is told by the number of limbs. Numbers are in Montgomery's form.

/** Limbs of a number of P-256, and of P-384. */
export const limbsP256: i32 = 9;
export const limbsP384: i32 = 14;

/** out = a * b. The products of their limbs must not exceed 2^59: 29 bits each, or one of them 30. */
export function multiply(limbs: i32, out: usize, a: usize, b: usize): void {
  if (limbs == limbsP256) multiplyP256(out, a, b);
  else multiplyP384(out, a, b);
}

/** out = a * a. The limbs must be of 29 bits. */
export function square(limbs: i32, out: usize, a: usize): void {
  if (limbs == limbsP256) squareP256(out, a);
  else squareP384(out, a);
}

/** out = a * timesA + b * timesB, for small factors and limbs of up to 31 bits, with limbs of 29 bits again */
export function combine(limbs: i32, out: usize, a: usize, timesA: i64, b: usize, timesB: i64): void {
  if (limbs == limbsP256) combineP256(out, a, timesA, b, timesB);
  else combineP384(out, a, timesA, b, timesB);
}

/** out = a + b, limb by limb */
export function add(limbs: i32, out: usize, a: usize, b: usize): void {
  for (let i = 0; i < limbs << 2; i += 4) store<i32>(out + i, load<i32>(a + i) + load<i32>(b + i));
}

/** out = a - b, limb by limb */
export function subtract(limbs: i32, out: usize, a: usize, b: usize): void {
  for (let i = 0; i < limbs << 2; i += 4) store<i32>(out + i, load<i32>(a + i) - load<i32>(b + i));
}

/** Whether a number from -2 to 2 times the prime may be a multiple of it. The lowest limb of either prime is -1. */
export function isPerhapsZero(a: usize): bool {
  return ((load<u32>(a) + 4) & ((1 << limbBits) - 1)) <= 8;
}
