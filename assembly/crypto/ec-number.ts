// Numbers of elliptic curves: 9 limbs for P-256, 14 for P-384, of 29 bits each in 32, least significant first. Limbs are
// signed, and between two multiplications they may be larger than 29 bits: products of 29 bits leave room for that, so that
// sums and differences need no carry. A number has one form with limbs from 0 to 2^29 - 1, its normal form.

/** Bits of a limb. */
export const limbBits: i32 = 29;

/** The bits of a limb. */
export const limbMask: i64 = 0x1fffffff;

/** Bytes from a number of scratch memory to the next one: room for either curve. */
export const stride: usize = 64;

/** Memory in which bytes are put together, with room to read eight bytes at the last one. */
function scratch(): usize {
  return memory.data(72, 8);
}

/** Reads a number of up to 48 bytes, most significant first. */
export function readBigEndian(limbs: i32, out: usize, bytes: usize, size: i32): void {
  const reversed = scratch();
  memory.fill(reversed, 0, 72);
  for (let i = 0; i < size; ++i) store<u8>(reversed + i, load<u8>(bytes + size - 1 - i));
  split(limbs, out, reversed);
}

/** Reads a number of up to 48 bytes, least significant first. */
export function readLittleEndian(limbs: i32, out: usize, bytes: usize, size: i32): void {
  const copy = scratch();
  memory.fill(copy, 0, 72);
  memory.copy(copy, bytes, size);
  split(limbs, out, copy);
}

/** Writes a number in its normal form, least significant byte first, into 64 bytes. */
export function writeLittleEndian(limbs: i32, out: usize, number: usize): void {
  memory.fill(out, 0, stride);
  for (let i = 0, bit = 0; i < limbs; ++i, bit += limbBits) {
    const at = out + (bit >> 3);
    store<u64>(at, load<u64>(at) | ((<u64>load<u32>(number + (i << 2))) << (bit & 7)));
  }
}

function split(limbs: i32, out: usize, bytes: usize): void {
  for (let i = 0, bit = 0; i < limbs; ++i, bit += limbBits) {
    const at = bytes + (bit >> 3);
    store<i32>(out + (i << 2), <i32>((load<i64>(at) >> (bit & 7)) & limbMask));
  }
}

/** Whether a number is less than another, both in their normal form. */
export function isLess(limbs: i32, a: usize, b: usize): bool {
  for (let i = limbs - 1; i >= 0; --i) {
    const difference = load<i32>(a + (i << 2)) - load<i32>(b + (i << 2));
    if (difference) return difference < 0;
  }
  return false;
}

/** Whether all limbs are 0. */
export function isNull(limbs: i32, a: usize): bool {
  let bits = 0;
  for (let i = 0; i < limbs; ++i) bits |= load<i32>(a + (i << 2));
  return bits == 0;
}

/** Whether two numbers in their normal form are the same. */
export function isSame(limbs: i32, a: usize, b: usize): bool {
  return memory.compare(a, b, limbs << 2) == 0;
}

/** out = a * timesA + b * timesB, for small factors, in its normal form but for the last limb, which has the sign. */
export function addNumbers(limbs: i32, out: usize, a: usize, timesA: i64, b: usize, timesB: i64): void {
  const last = (limbs - 1) << 2;
  let sum: i64 = 0;
  for (let i = 0; i < last; i += 4) {
    sum += load<i32>(a + i) * timesA + load<i32>(b + i) * timesB;
    store<i32>(out + i, <i32>(sum & limbMask));
    sum >>= limbBits;
  }
  store<i32>(out + last, <i32>(sum + load<i32>(a + last) * timesA + load<i32>(b + last) * timesB));
}
