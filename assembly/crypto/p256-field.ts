import { limbMask as mask } from "./ec-number";

// Arithmetic modulo the prime of P-256, p = 2^256 - 2^224 + 2^192 + 2^96 - 1, on numbers of ec-number.ts in Montgomery's form
// (times 2^261). The lowest limb of p is -1, so a limb is its own multiple of p that clears it, and the multiple takes no
// multiplication: it is shifted into limbs 3, 6, 7 and 8 above, as 2^96, 2^192, -2^224 and 2^256.
//
// A product needs limbs whose products do not exceed 2^59: of 29 bits each, or one of them 30. Its result is in the normal
// form but for the last limb, which is -1 where the number is just below 0; so is that of a combination.

/** out = a * b / 2^261 */
export function multiplyP256(out: usize, a: usize, b: usize): void {
  const a0: i64 = load<i32>(a);
  const a1: i64 = load<i32>(a, 4);
  const a2: i64 = load<i32>(a, 8);
  const a3: i64 = load<i32>(a, 12);
  const a4: i64 = load<i32>(a, 16);
  const a5: i64 = load<i32>(a, 20);
  const a6: i64 = load<i32>(a, 24);
  const a7: i64 = load<i32>(a, 28);
  const a8: i64 = load<i32>(a, 32);
  const b0: i64 = load<i32>(b);
  const b1: i64 = load<i32>(b, 4);
  const b2: i64 = load<i32>(b, 8);
  const b3: i64 = load<i32>(b, 12);
  const b4: i64 = load<i32>(b, 16);
  const b5: i64 = load<i32>(b, 20);
  const b6: i64 = load<i32>(b, 24);
  const b7: i64 = load<i32>(b, 28);
  const b8: i64 = load<i32>(b, 32);
  let t = a0 * b0;
  const m0 = t & mask;
  t = (t >> 29) + a0 * b1 + a1 * b0;
  const m1 = t & mask;
  t = (t >> 29) + a0 * b2 + a1 * b1 + a2 * b0;
  const m2 = t & mask;
  t = (t >> 29) + a0 * b3 + a1 * b2 + a2 * b1 + a3 * b0 + (m0 << 9);
  const m3 = t & mask;
  t = (t >> 29) + a0 * b4 + a1 * b3 + a2 * b2 + a3 * b1 + a4 * b0 + (m1 << 9);
  const m4 = t & mask;
  t = (t >> 29) + a0 * b5 + a1 * b4 + a2 * b3 + a3 * b2 + a4 * b1 + a5 * b0 + (m2 << 9);
  const m5 = t & mask;
  t = (t >> 29) + a0 * b6 + a1 * b5 + a2 * b4 + a3 * b3 + a4 * b2 + a5 * b1 + a6 * b0 + (m3 << 9) + (m0 << 18);
  const m6 = t & mask;
  t =
    (t >> 29) +
    a0 * b7 +
    a1 * b6 +
    a2 * b5 +
    a3 * b4 +
    a4 * b3 +
    a5 * b2 +
    a6 * b1 +
    a7 * b0 +
    (m4 << 9) +
    (m1 << 18) -
    (m0 << 21);
  const m7 = t & mask;
  t =
    (t >> 29) +
    a0 * b8 +
    a1 * b7 +
    a2 * b6 +
    a3 * b5 +
    a4 * b4 +
    a5 * b3 +
    a6 * b2 +
    a7 * b1 +
    a8 * b0 +
    (m5 << 9) +
    (m2 << 18) -
    (m1 << 21) +
    (m0 << 24);
  const m8 = t & mask;
  t =
    (t >> 29) +
    a1 * b8 +
    a2 * b7 +
    a3 * b6 +
    a4 * b5 +
    a5 * b4 +
    a6 * b3 +
    a7 * b2 +
    a8 * b1 +
    (m6 << 9) +
    (m3 << 18) -
    (m2 << 21) +
    (m1 << 24);
  store<i32>(out, <i32>(t & mask));
  t =
    (t >> 29) +
    a2 * b8 +
    a3 * b7 +
    a4 * b6 +
    a5 * b5 +
    a6 * b4 +
    a7 * b3 +
    a8 * b2 +
    (m7 << 9) +
    (m4 << 18) -
    (m3 << 21) +
    (m2 << 24);
  store<i32>(out, <i32>(t & mask), 4);
  t =
    (t >> 29) +
    a3 * b8 +
    a4 * b7 +
    a5 * b6 +
    a6 * b5 +
    a7 * b4 +
    a8 * b3 +
    (m8 << 9) +
    (m5 << 18) -
    (m4 << 21) +
    (m3 << 24);
  store<i32>(out, <i32>(t & mask), 8);
  t = (t >> 29) + a4 * b8 + a5 * b7 + a6 * b6 + a7 * b5 + a8 * b4 + (m6 << 18) - (m5 << 21) + (m4 << 24);
  store<i32>(out, <i32>(t & mask), 12);
  t = (t >> 29) + a5 * b8 + a6 * b7 + a7 * b6 + a8 * b5 + (m7 << 18) - (m6 << 21) + (m5 << 24);
  store<i32>(out, <i32>(t & mask), 16);
  t = (t >> 29) + a6 * b8 + a7 * b7 + a8 * b6 + (m8 << 18) - (m7 << 21) + (m6 << 24);
  store<i32>(out, <i32>(t & mask), 20);
  t = (t >> 29) + a7 * b8 + a8 * b7 - (m8 << 21) + (m7 << 24);
  store<i32>(out, <i32>(t & mask), 24);
  t = (t >> 29) + a8 * b8 + (m8 << 24);
  store<i32>(out, <i32>(t & mask), 28);
  store<i32>(out, <i32>(t >> 29), 32);
}

/** out = a * a / 2^261 */
export function squareP256(out: usize, a: usize): void {
  const a0: i64 = load<i32>(a);
  const a1: i64 = load<i32>(a, 4);
  const a2: i64 = load<i32>(a, 8);
  const a3: i64 = load<i32>(a, 12);
  const a4: i64 = load<i32>(a, 16);
  const a5: i64 = load<i32>(a, 20);
  const a6: i64 = load<i32>(a, 24);
  const a7: i64 = load<i32>(a, 28);
  const a8: i64 = load<i32>(a, 32);
  const d0 = a0 << 1;
  const d1 = a1 << 1;
  const d2 = a2 << 1;
  const d3 = a3 << 1;
  const d4 = a4 << 1;
  const d5 = a5 << 1;
  const d6 = a6 << 1;
  const d7 = a7 << 1;
  let t = a0 * a0;
  const m0 = t & mask;
  t = (t >> 29) + d0 * a1;
  const m1 = t & mask;
  t = (t >> 29) + d0 * a2 + a1 * a1;
  const m2 = t & mask;
  t = (t >> 29) + d0 * a3 + d1 * a2 + (m0 << 9);
  const m3 = t & mask;
  t = (t >> 29) + d0 * a4 + d1 * a3 + a2 * a2 + (m1 << 9);
  const m4 = t & mask;
  t = (t >> 29) + d0 * a5 + d1 * a4 + d2 * a3 + (m2 << 9);
  const m5 = t & mask;
  t = (t >> 29) + d0 * a6 + d1 * a5 + d2 * a4 + a3 * a3 + (m3 << 9) + (m0 << 18);
  const m6 = t & mask;
  t = (t >> 29) + d0 * a7 + d1 * a6 + d2 * a5 + d3 * a4 + (m4 << 9) + (m1 << 18) - (m0 << 21);
  const m7 = t & mask;
  t = (t >> 29) + d0 * a8 + d1 * a7 + d2 * a6 + d3 * a5 + a4 * a4 + (m5 << 9) + (m2 << 18) - (m1 << 21) + (m0 << 24);
  const m8 = t & mask;
  t = (t >> 29) + d1 * a8 + d2 * a7 + d3 * a6 + d4 * a5 + (m6 << 9) + (m3 << 18) - (m2 << 21) + (m1 << 24);
  store<i32>(out, <i32>(t & mask));
  t = (t >> 29) + d2 * a8 + d3 * a7 + d4 * a6 + a5 * a5 + (m7 << 9) + (m4 << 18) - (m3 << 21) + (m2 << 24);
  store<i32>(out, <i32>(t & mask), 4);
  t = (t >> 29) + d3 * a8 + d4 * a7 + d5 * a6 + (m8 << 9) + (m5 << 18) - (m4 << 21) + (m3 << 24);
  store<i32>(out, <i32>(t & mask), 8);
  t = (t >> 29) + d4 * a8 + d5 * a7 + a6 * a6 + (m6 << 18) - (m5 << 21) + (m4 << 24);
  store<i32>(out, <i32>(t & mask), 12);
  t = (t >> 29) + d5 * a8 + d6 * a7 + (m7 << 18) - (m6 << 21) + (m5 << 24);
  store<i32>(out, <i32>(t & mask), 16);
  t = (t >> 29) + d6 * a8 + a7 * a7 + (m8 << 18) - (m7 << 21) + (m6 << 24);
  store<i32>(out, <i32>(t & mask), 20);
  t = (t >> 29) + d7 * a8 - (m8 << 21) + (m7 << 24);
  store<i32>(out, <i32>(t & mask), 24);
  t = (t >> 29) + a8 * a8 + (m8 << 24);
  store<i32>(out, <i32>(t & mask), 28);
  store<i32>(out, <i32>(t >> 29), 32);
}

/** out = a * timesA + b * timesB, for small factors, brought to about 0 to p */
export function combineP256(out: usize, a: usize, timesA: i64, b: usize, timesB: i64): void {
  const a8: i64 = load<i32>(a, 32);
  const b8: i64 = load<i32>(b, 32);
  const top = a8 * timesA + b8 * timesB;
  // So often is p to be subtracted
  const excess = top >> 24;
  let t = <i64>load<i32>(a) * timesA + <i64>load<i32>(b) * timesB + excess;
  store<i32>(out, <i32>(t & mask));
  t = (t >> 29) + <i64>load<i32>(a, 4) * timesA + <i64>load<i32>(b, 4) * timesB;
  store<i32>(out, <i32>(t & mask), 4);
  t = (t >> 29) + <i64>load<i32>(a, 8) * timesA + <i64>load<i32>(b, 8) * timesB;
  store<i32>(out, <i32>(t & mask), 8);
  t = (t >> 29) + <i64>load<i32>(a, 12) * timesA + <i64>load<i32>(b, 12) * timesB - (excess << 9);
  store<i32>(out, <i32>(t & mask), 12);
  t = (t >> 29) + <i64>load<i32>(a, 16) * timesA + <i64>load<i32>(b, 16) * timesB;
  store<i32>(out, <i32>(t & mask), 16);
  t = (t >> 29) + <i64>load<i32>(a, 20) * timesA + <i64>load<i32>(b, 20) * timesB;
  store<i32>(out, <i32>(t & mask), 20);
  t = (t >> 29) + <i64>load<i32>(a, 24) * timesA + <i64>load<i32>(b, 24) * timesB - (excess << 18);
  store<i32>(out, <i32>(t & mask), 24);
  t = (t >> 29) + <i64>load<i32>(a, 28) * timesA + <i64>load<i32>(b, 28) * timesB + (excess << 21);
  store<i32>(out, <i32>(t & mask), 28);
  store<i32>(out, <i32>((t >> 29) + top - (excess << 24)), 32);
}
