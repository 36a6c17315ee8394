// Numbers that points are multiplied with: 32 bytes, the lowest first, below the order of the base point,
// L = 2^252 + 27742317777372353535851937790883648493 (RFC 8032, section 5.1).

/** Digits of a number of 253 bits, and more to make their count divisible by four. */
export const digitCount: i32 = 256;

/** L */
function order(): usize {
  return memory.data<u64>([0x5812631a5cf5d3ed, 0x14def9dea2f79cd6, 0, 0x1000000000000000]);
}

/** The 32 bytes of a number, and 8 of zeros after it. */
function padded(): usize {
  return memory.data(40);
}

/** Whether the number at an address is below L. */
export function isBelowOrder(scalar: usize): bool {
  for (let i: i32 = 24; i >= 0; i -= 8) {
    const word = load<u64>(scalar + i);
    const limit = load<u64>(order() + i);
    if (word != limit) return word < limit;
  }
  return false;
}

/** Writes a number of 64 bytes modulo L. Not in its place. */
export function reduce(to: usize, number: usize): void {
  // The highest 30 bytes are below L. Then two bytes come in at a time.
  memory.copy(to, number + 34, 30);
  store<u16>(to, 0, 30);
  for (let at: i32 = 32; at >= 0; at -= 2) shiftIn(to, load<u16>(number + at));
}

/** A number below L times 2^16 plus 16 bits, modulo L. */
function shiftIn(scalar: usize, bits: u64): void {
  const top = load<u64>(scalar, 24);
  // How often 2^252 is in it: hardly less often than L
  const quotient = <i64>(top >> 44);
  let sum: i64 = 0;
  for (let i: usize = 0; i < 32; i += 4) {
    bits |= (<u64>load<u32>(scalar + i)) << 16;
    let word = <i64>(bits & 0xffffffff);
    bits >>= 32;
    if (i == 28) word &= 0xfffffff;
    if (i < 16) word -= quotient * <i64>load<u32>(order() + i);
    sum += word;
    store<u32>(scalar + i, <u32>sum);
    sum >>= 32;
  }
  if (sum < 0) addOrder(scalar);
}

function addOrder(scalar: usize): void {
  let sum: u64 = 0;
  for (let i: usize = 0; i < 32; i += 4) {
    sum += <u64>load<u32>(scalar + i) + load<u32>(order() + i);
    store<u32>(scalar + i, <u32>sum);
    sum >>= 32;
  }
}

/**
 * Writes a number as {@link digitCount} signed digits, i8, of one bit each: the sum of digits[i] * 2^i. A digit is zero, or odd and
 * between -2^(width - 1) and 2^(width - 1), with at least width - 1 zeros after it (the "width-w non-adjacent form").
 */
export function putDigits(digits: usize, scalar: usize, width: i32): void {
  const number = padded();
  memory.copy(number, scalar, 32);
  memory.fill(digits, 0, digitCount);
  const mask = (1 << width) - 1;
  let borrowed = 0;
  for (let at = 0; at < digitCount; ) {
    const bits = (<i32>(load<u32>(number + (at >> 3)) >> (at & 7)) & mask) + borrowed;
    if ((bits & 1) == 0) {
      ++at;
      continue;
    }
    borrowed = bits >> (width - 1);
    store<i8>(digits + at, <i8>(bits - (borrowed << width)));
    at += width;
  }
}
