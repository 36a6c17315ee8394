// The field of 2^255 - 19, beside its products in ed25519-product.ts, where is written what an element is.
import { multiply, square, squareTimes } from "./ed25519-product";

/** Bytes of an element. */
export const elementSize: usize = 40;

/** What {@link power} and those who call it work on: four elements. */
function scratch(): usize {
  return memory.data(4 * 40);
}

/** The limbs of an element that is brought below 2^255 - 19, as i64. */
function wide(): usize {
  return memory.data(10 * 8);
}

/** Sets an element to a small number. */
export function set(to: usize, value: i32): void {
  memory.fill(to, 0, elementSize);
  store<i32>(to, value);
}

/** The sum of two elements. */
export function add(to: usize, a: usize, b: usize): void {
  for (let i: usize = 0; i < elementSize; i += 4) store<i32>(to + i, load<i32>(a + i) + load<i32>(b + i));
}

/** The difference of two elements. */
export function subtract(to: usize, a: usize, b: usize): void {
  for (let i: usize = 0; i < elementSize; i += 4) store<i32>(to + i, load<i32>(a + i) - load<i32>(b + i));
}

/** Zero less an element. */
export function negate(to: usize, a: usize): void {
  for (let i: usize = 0; i < elementSize; i += 4) store<i32>(to + i, -load<i32>(a + i));
}

/** Reads an element from 32 bytes, the lowest first. The highest bit does not count. Numbers from 2^255 - 19 are taken too. */
export function read(to: usize, bytes: usize): void {
  store<i32>(to, load<u32>(bytes) & 0x3ffffff);
  store<i32>(to, (load<u32>(bytes, 3) >> 2) & 0x1ffffff, 4);
  store<i32>(to, (load<u32>(bytes, 6) >> 3) & 0x3ffffff, 8);
  store<i32>(to, (load<u32>(bytes, 9) >> 5) & 0x1ffffff, 12);
  store<i32>(to, load<u32>(bytes, 12) >> 6, 16);
  store<i32>(to, load<u32>(bytes, 16) & 0x1ffffff, 20);
  store<i32>(to, (load<u32>(bytes, 19) >> 1) & 0x3ffffff, 24);
  store<i32>(to, (load<u32>(bytes, 22) >> 3) & 0x1ffffff, 28);
  store<i32>(to, (load<u32>(bytes, 25) >> 4) & 0x3ffffff, 32);
  store<i32>(to, (load<u32>(bytes, 28) >> 6) & 0x1ffffff, 36);
}

/** Writes an element as 32 bytes, the lowest first: the one number below 2^255 - 19. */
export function write(to: usize, a: usize): void {
  const limbs = wide();
  for (let i: usize = 0; i < 10; ++i) store<i64>(limbs + (i << 3), <i64>load<i32>(a + (i << 2)));
  // Twice: what the first time brings in again may overflow once more
  carry(limbs, 19);
  carry(limbs, 19);
  // Now below 2^255. It is too large just where 19 more overflow, and then those 19 more without the overflow are right.
  store<i64>(limbs, load<i64>(limbs) + 19);
  if (!carry(limbs, 0)) subtract19(limbs);
  store<u64>(to, limb(0) | (limb(1) << 26) | (limb(2) << 51));
  store<u64>(to, (limb(2) >> 13) | (limb(3) << 13) | (limb(4) << 38), 8);
  store<u64>(to, limb(5) | (limb(6) << 25) | (limb(7) << 51), 16);
  store<u64>(to, (limb(7) >> 13) | (limb(8) << 12) | (limb(9) << 38), 24);
}

/** Takes the 19 off again. */
function subtract19(limbs: usize): void {
  store<i64>(limbs, load<i64>(limbs) - 19);
  carry(limbs, 0);
}

/** Brings each limb into its 26 or 25 bits. What overflows comes in again so many times, and is returned. */
function carry(limbs: usize, times: i64): i64 {
  let overflow: i64 = 0;
  for (let i: usize = 0; i < 10; ++i) {
    const bits = 26 - <i64>(i & 1);
    const sum = load<i64>(limbs + (i << 3)) + overflow;
    store<i64>(limbs + (i << 3), sum & (((<i64>1) << bits) - 1));
    overflow = sum >> bits;
  }
  store<i64>(limbs, load<i64>(limbs) + overflow * times);
  return overflow;
}

function limb(index: usize): u64 {
  return load<u64>(wide() + (index << 3));
}

/** Whether an element written by {@link write} is odd, which is called negative. */
export function isNegative(a: usize): bool {
  const bytes = scratch();
  write(bytes, a);
  return (load<u8>(bytes) & 1) != 0;
}

/** Whether an element is zero. */
export function isZero(a: usize): bool {
  const bytes = scratch();
  write(bytes, a);
  return (load<u64>(bytes) | load<u64>(bytes, 8) | load<u64>(bytes, 16) | load<u64>(bytes, 24)) == 0;
}

/** One divided by an element: the element to the power of 2^255 - 21. Not to be written over the element. */
export function invert(to: usize, a: usize): void {
  const eleventh = power(to, a);
  squareTimes(to, to, 5);
  multiply(to, to, eleventh);
}

/** An element to the power of 2^252 - 3, from which a square root can be made. Not to be written over the element. */
export function powerForRoot(to: usize, a: usize): void {
  power(to, a);
  squareTimes(to, to, 2);
  multiply(to, to, a);
}

/** An element to the power of 2^250 - 1. Returns where the element to the power of 11 is. */
function power(to: usize, a: usize): usize {
  const eleventh = scratch();
  const ones = eleventh + elementSize;
  const tens = ones + elementSize;
  const square2 = tens + elementSize;
  square(square2, a);
  squareTimes(ones, square2, 2);
  multiply(ones, ones, a);
  multiply(eleventh, ones, square2);
  square(to, eleventh);
  // Exponents of so many ones in binary
  multiply(ones, ones, to); // 5
  squareTimes(to, ones, 5);
  multiply(tens, to, ones); // 10
  squareTimes(to, tens, 10);
  multiply(ones, to, tens); // 20
  squareTimes(to, ones, 20);
  multiply(to, to, ones); // 40
  squareTimes(to, to, 10);
  multiply(tens, to, tens); // 50
  squareTimes(to, tens, 50);
  multiply(ones, to, tens); // 100
  squareTimes(to, ones, 100);
  multiply(to, to, ones); // 200
  squareTimes(to, to, 50);
  multiply(to, to, tens); // 250
  return eleventh;
}
