import { limbBits, limbMask } from "./ec-number";

function cleared(): usize {
  return memory.data(56, 8);
}

/**
 * out = a * b / 2^(29 * limbs) modulo an odd modulus, for numbers in their normal form: Montgomery's multiplication. The
 * result is less than twice the modulus, and at most the modulus when b is 1.
 *
 * @param factor -1 / modulus, modulo 2^29
 */
export function multiplyModulo(limbs: i32, out: usize, a: usize, b: usize, modulus: usize, factor: i64): void {
  const last = (limbs - 1) << 2;
  const times = cleared();
  let sum: i64 = 0;
  for (let k = 0; k <= last << 1; k += 4) {
    const from = max(0, k - last);
    const to = min(k, last);
    for (let i = from; i <= to; i += 4) sum += <i64>load<i32>(a + i) * <i64>load<i32>(b + k - i);
    for (let i = from; i < to; i += 4) sum += <i64>load<i32>(times + i) * <i64>load<i32>(modulus + k - i);
    if (k <= last) store<i32>(times + k, <i32>((sum * factor) & limbMask));
    sum += <i64>load<i32>(times + to) * <i64>load<i32>(modulus + k - to);
    if (k > last) store<i32>(out + k - last - 4, <i32>(sum & limbMask));
    sum >>= limbBits;
  }
  store<i32>(out + last, <i32>sum);
}
