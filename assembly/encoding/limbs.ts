// Large unsigned integers: `size` bytes at an address, in limbs of 32 bits, the lowest first. What does not fit is lost.

/** Multiplies by a small number, and adds another. */
export function multiply(number: usize, size: usize, factor: u32, summand: u32 = 0): void {
  let carry = <u64>summand;
  for (let at = number; at < number + size; at += 4) {
    carry += <u64>load<u32>(at) * factor;
    store<u32>(at, <u32>carry);
    carry >>= 32;
  }
}

/** Multiplies by a power of two. */
export function shiftLeft(number: usize, size: usize, bits: i32): void {
  const whole = (<usize>bits >> 5) << 2;
  memory.copy(number + whole, number, size - whole);
  memory.fill(number, 0, whole);
  multiply(number, size, 1 << (bits & 31));
}

/** Subtracts a number that is not larger. */
export function subtract(from: usize, number: usize, size: usize): void {
  let borrow: i64 = 0;
  for (let offset: usize = 0; offset < size; offset += 4) {
    borrow += <i64>load<u32>(from + offset) - <i64>load<u32>(number + offset);
    store<u32>(from + offset, <u32>borrow);
    borrow >>= 32;
  }
}

/** The sign of `number - a - b`: -1, 0 or 1. */
export function signOf(number: usize, a: usize, b: usize, size: usize): i32 {
  let borrow: i64 = 0;
  let bits: u32 = 0;
  for (let offset: usize = 0; offset < size; offset += 4) {
    borrow += <i64>load<u32>(number + offset) - <i64>load<u32>(a + offset) - <i64>load<u32>(b + offset);
    bits |= <u32>borrow;
    borrow >>= 32;
  }
  return borrow ? -1 : bits ? 1 : 0;
}
