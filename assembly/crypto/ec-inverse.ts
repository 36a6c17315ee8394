import { addNumbers, isNull, limbBits, limbMask, stride } from "./ec-number";

// The greatest common divisor by division steps (Bernstein and Yang, "Fast constant-time gcd computation and modular
// inversion", 2019), with shortcuts for numbers that are no secret. Twenty-nine steps at a time see only the lowest limb of
// f and g; they give a matrix, by which all limbs are multiplied then.

/** The matrix of the last steps. */
let u: i64 = 0;
let v: i64 = 0;
let q: i64 = 0;
let r: i64 = 0;

function scratch(): usize {
  return memory.data(256, 8);
}

/**
 * Writes the inverse of a number modulo an odd prime, both in their normal form: a number less than the modulus in its
 * normal form. The inverse of 0 is 0. Takes time that depends on the number.
 */
export function invert(limbs: i32, out: usize, number: usize, modulus: usize): void {
  const size = limbs << 2;
  const f = scratch();
  const g = f + stride;
  const d = g + stride;
  const e = d + stride;
  memory.copy(f, modulus, size);
  memory.copy(g, number, size);
  memory.fill(d, 0, size);
  memory.fill(e, 0, size);
  store<i32>(e, 1);
  const factor = negatedInverse(load<u32>(modulus));
  let balance = -1;
  while (!isNull(limbs, g)) {
    balance = steps(balance, load<i32>(f), load<i32>(g));
    updateDivisors(limbs, f, g);
    updateFactors(limbs, d, e, modulus, factor);
  }
  const top = load<i32>(f + size - 4);
  normalize(limbs, out, d, top < 0 ? -1 : 1, modulus);
}

/** What a limb is to be multiplied by so that as much of the modulus makes it 0: -1 / modulus, modulo 2^29. */
export function negatedInverse(modulus: u32): i64 {
  let inverse = modulus;
  for (let i = 0; i < 4; ++i) inverse *= 2 - modulus * inverse;
  return -(<i64>inverse) & limbMask;
}

/** Takes 29 steps. The balance tells which of f and g may be the larger one. */
function steps(balance: i32, f: i32, g: i32): i32 {
  u = 1;
  v = 0;
  q = 0;
  r = 1;
  let left = limbBits;
  while (true) {
    const zeros = ctz<i32>(g | (-1 << left));
    g >>= zeros;
    u <<= zeros;
    v <<= zeros;
    balance -= zeros;
    left -= zeros;
    if (left == 0) return balance;
    if (balance < 0) {
      balance = -balance;
      const oldF = f;
      f = g;
      g = -oldF;
      const oldU = u;
      u = q;
      q = -oldU;
      const oldV = v;
      v = r;
      r = -oldV;
    }
    // As much of f as makes several bits of g 0 at once: f * (f * f - 2) is -1 / f modulo 64
    const count = min(min(balance + 1, left), 6);
    const times = (f * g * (f * f - 2)) & ((1 << count) - 1);
    g += f * times;
    q += u * times;
    r += v * times;
  }
}

/** (f, g) = matrix * (f, g) / 2^29, which is without a rest. */
function updateDivisors(limbs: i32, f: usize, g: usize): void {
  let sumF: i64 = 0;
  let sumG: i64 = 0;
  const last = (limbs << 2) - 4;
  for (let i = 0; i <= last; i += 4) {
    const limbF: i64 = load<i32>(f + i);
    const limbG: i64 = load<i32>(g + i);
    sumF = (sumF >> limbBits) + u * limbF + v * limbG;
    sumG = (sumG >> limbBits) + q * limbF + r * limbG;
    if (i == 0) continue;
    store<i32>(f + i - 4, <i32>(sumF & limbMask));
    store<i32>(g + i - 4, <i32>(sumG & limbMask));
  }
  store<i32>(f + last, <i32>(sumF >> limbBits));
  store<i32>(g + last, <i32>(sumG >> limbBits));
}

/** (d, e) = matrix * (d, e) / 2^29 modulo the modulus. They stay between -2 and 1 times the modulus. */
function updateFactors(limbs: i32, d: usize, e: usize, modulus: usize, factor: i64): void {
  const last = (limbs << 2) - 4;
  const signD: i64 = load<i32>(d + last) >> 31;
  const signE: i64 = load<i32>(e + last) >> 31;
  let timesD = (u & signD) + (v & signE);
  let timesE = (q & signD) + (r & signE);
  let sumD: i64 = 0;
  let sumE: i64 = 0;
  for (let i = 0; i <= last; i += 4) {
    const limbD: i64 = load<i32>(d + i);
    const limbE: i64 = load<i32>(e + i);
    const limb: i64 = load<i32>(modulus + i);
    sumD = (sumD >> limbBits) + u * limbD + v * limbE;
    sumE = (sumE >> limbBits) + q * limbD + r * limbE;
    if (i == 0) {
      timesD -= (timesD - factor * sumD) & limbMask;
      timesE -= (timesE - factor * sumE) & limbMask;
    }
    sumD += limb * timesD;
    sumE += limb * timesE;
    if (i == 0) continue;
    store<i32>(d + i - 4, <i32>(sumD & limbMask));
    store<i32>(e + i - 4, <i32>(sumE & limbMask));
  }
  store<i32>(d + last, <i32>(sumD >> limbBits));
  store<i32>(e + last, <i32>(sumE >> limbBits));
}

/** Writes a number between -2 and 1 times the modulus, times 1 or -1, as one from 0 to the modulus. */
function normalize(limbs: i32, out: usize, number: usize, sign: i32, modulus: usize): void {
  const top = (limbs - 1) << 2;
  addNumbers(limbs, out, number, sign, modulus, load<i32>(number + top) < 0 ? sign : 0);
  addNumbers(limbs, out, out, 1, modulus, load<i32>(out + top) < 0 ? 1 : 0);
}
