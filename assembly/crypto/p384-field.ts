import { limbBits, limbMask } from "./ec-number";

// Arithmetic modulo the prime of P-384, p = 2^384 - 2^128 - 2^96 + 2^32 - 1, as in p256-field.ts; Montgomery's form is times
// 2^406. The multiple of p that clears a limb is shifted into limbs 1, 3, 4 and 13 above, as 2^32, -2^96, -2^128 and 2^384.

/** Bytes of a number, and the place of its last limb. */
const size: usize = 56;
const last: usize = 52;

/** The limbs that were cleared, with as many zeros before and after them. */
function cleared(): usize {
  return memory.data(168, 8) + size;
}

/** out = a * b / 2^406 */
export function multiplyP384(out: usize, a: usize, b: usize): void {
  let sum: i64 = 0;
  for (let k: usize = 0; k <= last; k += 4) sum = clear(sum + products(a, b + k, b), k);
  for (let k: usize = 4; k <= last; k += 4) sum = put(out, sum + products(a + k, b + last, b + k), k);
  store<i32>(out, <i32>sum, last);
}

/** out = a * a / 2^406 */
export function squareP384(out: usize, a: usize): void {
  let sum: i64 = 0;
  for (let k: usize = 0; k <= last; k += 4) sum = clear(sum + squares(a, a + k), k);
  for (let k: usize = 4; k <= last; k += 4) sum = put(out, sum + squares(a + k, a + last), k);
  store<i32>(out, <i32>sum, last);
}

/** out = a * timesA + b * timesB, for small factors, brought to about 0 to p */
export function combineP384(out: usize, a: usize, timesA: i64, b: usize, timesB: i64): void {
  const top = <i64>load<i32>(a, last) * timesA + <i64>load<i32>(b, last) * timesB;
  // So often is p to be subtracted
  const excess = top >> 7;
  let sum = excess;
  for (let i: usize = 0; i < last; i += 4) {
    sum += <i64>load<i32>(a + i) * timesA + <i64>load<i32>(b + i) * timesB;
    if (i == 4) sum -= excess << 3;
    else if (i == 12) sum += excess << 9;
    else if (i == 16) sum += excess << 12;
    store<i32>(out + i, <i32>(sum & limbMask));
    sum >>= limbBits;
  }
  store<i32>(out, <i32>(sum + top - (excess << 7)), last);
}

/** The sum of the products of the limbs from `a` up with those from `b` down to `end`. */
function products(a: usize, b: usize, end: usize): i64 {
  let sum: i64 = 0;
  for (; b >= end; a += 4, b -= 4) sum += <i64>load<i32>(a) * <i64>load<i32>(b);
  return sum;
}

/** The same for limbs of one number, each pair of which comes twice. */
function squares(a: usize, b: usize): i64 {
  let sum: i64 = 0;
  for (; a < b; a += 4, b -= 4) sum += <i64>load<i32>(a) * <i64>load<i32>(b);
  sum <<= 1;
  if (a == b) sum += <i64>load<i32>(a) * <i64>load<i32>(a);
  return sum;
}

/** Clears limb k of a product. What it was is shifted into the limbs above, when their turn comes. */
function clear(sum: i64, k: usize): i64 {
  sum += multiples(k);
  store<i32>(cleared() + k, <i32>(sum & limbMask));
  return sum >> limbBits;
}

/** Stores limb k above those that are cleared. */
function put(out: usize, sum: i64, k: usize): i64 {
  sum += multiples(k + last);
  store<i32>(out + k - 4, <i32>(sum & limbMask));
  return sum >> limbBits;
}

/** What the limbs below add to limb k. */
function multiples(k: usize): i64 {
  const at = cleared() + k;
  const times32: i64 = load<i32>(at - 4);
  const times96: i64 = load<i32>(at - 12);
  const times128: i64 = load<i32>(at - 16);
  const times384: i64 = load<i32>(at - 52);
  return (times32 << 3) - (times96 << 9) - (times128 << 12) + (times384 << 7);
}
