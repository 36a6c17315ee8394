// Large numbers in memory: limbs of 27 bits, the lowest first, each in a slot of 64 bits; always a multiple of four of them.
//
// A product of two limbs takes 54 bits, so that 2^10 of them add up in a slot without a carry: enough for the 2 · 304 that
// meet there in the reduction of a product of 8192 bits. Additions without carries are what makes this fast in Wasm, which has
// no multiplication with a result of 128 bits.
import { Bytes } from "../abi/bytes";

export const limbBits: i32 = 27;
export const limbMask: u64 = 0x7ffffff;

/** Bytes of the limbs of a number of so many bits. */
export function limbsSize(bits: i32): usize {
  const limbs = (bits + limbBits - 1) / limbBits;
  return (<usize>(limbs + 3) & ~3) << 3;
}

/** Writes a big-endian number as limbs. It must have room in `size` bytes. */
export function putLimbs(to: usize, size: usize, number: Bytes): void {
  let bits: u64 = 0;
  let count = 0;
  let at = to;
  for (let i = number.length - 1; i >= 0; --i) {
    bits |= (<u64>unchecked(number[i])) << count;
    count += 8;
    if (count < limbBits) continue;
    store<u64>(at, bits & limbMask);
    bits >>= limbBits;
    count -= limbBits;
    at += 8;
  }
  for (const end = to + size; at < end; at += 8) {
    store<u64>(at, bits);
    bits = 0;
  }
}

/** Limbs as a big-endian number of so many bytes. */
export function limbsToBytes(limbs: usize, length: i32): Bytes {
  const number = new StaticArray<u8>(length);
  let bits: u64 = 0;
  let count = 0;
  for (let i = length - 1; i >= 0; --i) {
    if (count < 8) {
      bits |= load<u64>(limbs) << count;
      count += limbBits;
      limbs += 8;
    }
    unchecked((number[i] = <u8>bits));
    bits >>= 8;
    count -= 8;
  }
  return number;
}

/** Whether a < b. */
export function isLess(a: usize, b: usize, size: usize): bool {
  for (let at = size; at > 0; at -= 8) {
    const x = load<u64>(a + at - 8);
    const y = load<u64>(b + at - 8);
    if (x != y) return x < y;
  }
  return false;
}

/** a -= b, for a ≥ b. */
export function subtract(a: usize, b: usize, size: usize): void {
  let borrow: u64 = 0;
  for (let at: usize = 0; at < size; at += 8) {
    const difference = load<u64>(a + at) - load<u64>(b + at) - borrow;
    store<u64>(a + at, difference & limbMask);
    borrow = difference >> 63;
  }
}

/** a *= 2. */
export function double(a: usize, size: usize): void {
  let carry: u64 = 0;
  for (let at: usize = 0; at < size; at += 8) {
    const sum = (load<u64>(a + at) << 1) + carry;
    store<u64>(a + at, sum & limbMask);
    carry = sum >> limbBits;
  }
}
