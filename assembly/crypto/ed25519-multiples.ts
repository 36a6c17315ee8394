// Sums of multiples of points. A number's 256 digits are worked on in four rows of 64, side by side: with the multiples of
// a point P also those of 2^64 P, 2^128 P and 2^192 P are kept, so that 64 doublings do instead of 256.
import { addCached, double, pointSize, setNeutral, toCached, toExtended, toProjective } from "./ed25519-point";
import { digitCount } from "./ed25519-scalar";

const rows: i32 = 4;
const rowLength: i32 = digitCount / rows;

/** What these functions work on: three points. */
function scratch(): usize {
  return memory.data(3 * 160);
}

/** Bytes of the multiples of a point for digits of a width. */
export function multiplesSize(width: i32): i32 {
  return (rows * <i32>pointSize) << (width - 2);
}

/**
 * Writes the multiples of an extended point for digits of a width: in each row P, 3 P, 5 P and so on, cached. The point is
 * changed.
 */
export function putMultiples(to: usize, point: usize, width: i32): void {
  const completed = scratch();
  const next = completed + pointSize;
  const twice = next + pointSize;
  for (let row = 0; row < rows; ++row) {
    if (row > 0) doubleTimes(point, rowLength);
    double(completed, point);
    toExtended(next, completed);
    toCached(twice, next);
    memory.copy(next, point, pointSize);
    for (let i = 1; ; ++i) {
      toCached(to, next);
      to += pointSize;
      if (i == 1 << (width - 2)) break;
      addCached(completed, next, twice, false);
      toExtended(next, completed);
    }
  }
}

function doubleTimes(point: usize, times: i32): void {
  const completed = scratch();
  for (let i = 1; i < times; ++i) {
    double(completed, point);
    toProjective(point, completed);
  }
  double(completed, point);
  toExtended(point, completed);
}

/** Writes the sum of two points, each times a number, projective. The numbers are given as digits, the points as multiples. */
export function putSum(
  to: usize,
  digitsA: usize,
  multiplesA: usize,
  widthA: i32,
  digitsB: usize,
  multiplesB: usize,
  widthB: i32,
): void {
  const completed = scratch();
  setNeutral(to);
  for (let i = rowLength - 1; i >= 0; --i) {
    double(completed, to);
    for (let row = 0; row < rows; ++row) {
      const place = row * rowLength + i;
      addMultiple(completed, to, load<i8>(digitsA + place), multiplesA + ((row * <i32>pointSize) << (widthA - 2)));
      addMultiple(completed, to, load<i8>(digitsB + place), multiplesB + ((row * <i32>pointSize) << (widthB - 2)));
    }
    toProjective(to, completed);
  }
}

/** Adds an odd multiple, or subtracts it. */
function addMultiple(completed: usize, point: usize, digit: i32, multiples: usize): void {
  if (!digit) return;
  toExtended(point, completed);
  addCached(completed, point, multiples + (abs(digit) >> 1) * <i32>pointSize, digit < 0);
}
