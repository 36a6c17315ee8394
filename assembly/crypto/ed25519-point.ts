// Points of the curve -x^2 + y^2 = 1 + d x^2 y^2, as four elements of the field in a row (Hisil and others, "Twisted Edwards
// Curves Revisited", 2008):
// - projective: X, Y, Z with x = X / Z and y = Y / Z;
// - extended: also T = X Y / Z, what an addition takes;
// - completed: x = X / Z and y = Y / T, what an addition and a doubling give;
// - cached: Y + X, Y - X, Z and 2 d T, what is added to another point many times.
import {
  add,
  elementSize,
  invert,
  isNegative,
  isZero,
  negate,
  powerForRoot,
  read,
  set,
  subtract,
  write,
} from "./ed25519-field";
import { multiply, square } from "./ed25519-product";

/** Bytes of a point. */
export const pointSize: usize = 160;

const y: usize = elementSize;
const z: usize = 2 * elementSize;
const t: usize = 3 * elementSize;

/** What these functions work on: five elements. */
function scratch(): usize {
  return memory.data(5 * 40);
}

/** d = -121665 / 121666 (RFC 8032, section 5.1). */
function d(): usize {
  return memory.data<i32>([
    56195235, 13857412, 51736253, 6949390, 114729, 24766616, 60832955, 30306712, 48412415, 21499315,
  ]);
}

/** 2 d */
function d2(): usize {
  return memory.data<i32>([
    45281625, 27714825, 36363642, 13898781, 229458, 15978800, 54557047, 27058993, 29715967, 9444199,
  ]);
}

/** The square root of -1 that is 2^((p - 1) / 4). */
function rootOfMinusOne(): usize {
  return memory.data<i32>([
    34513072, 25610706, 9377949, 3500415, 12389472, 33281959, 41962654, 31548777, 326685, 11406482,
  ]);
}

/** Makes a point the neutral one, extended. */
export function setNeutral(to: usize): void {
  set(to, 0);
  set(to + y, 1);
  set(to + z, 1);
  set(to + t, 0);
}

/**
 * Reads a point from 32 bytes (RFC 8032, section 5.1.3), extended. False where y belongs to no point of the curve. Like
 * BoringSSL and OpenSSL it takes a y from 2^255 - 19 on, and x = 0 with either sign.
 */
export function readPoint(to: usize, bytes: usize): bool {
  const u = scratch();
  const v = u + elementSize;
  const product = v + elementSize;
  const check = product + elementSize;
  const one = check + elementSize;
  set(one, 1);
  read(to + y, bytes);
  set(to + z, 1);
  square(u, to + y);
  multiply(v, u, d());
  subtract(u, u, one);
  add(v, v, one);
  // x^2 = u / v, and x is u (u v)^((p - 5) / 8), or that times the root of -1
  multiply(product, u, v);
  powerForRoot(to, product);
  multiply(to, to, u);
  square(check, to);
  multiply(check, check, v);
  subtract(product, check, u);
  if (!isZero(product)) {
    add(product, check, u);
    if (!isZero(product)) return false;
    multiply(to, to, rootOfMinusOne());
  }
  if (isNegative(to) != (load<u8>(bytes, 31) >> 7 != 0)) negate(to, to);
  multiply(to + t, to, to + y);
  return true;
}

/** Writes a projective point as 32 bytes (RFC 8032, section 5.1.2). */
export function writePoint(to: usize, point: usize): void {
  const inverse = scratch();
  const x = inverse + elementSize;
  const yAlone = x + elementSize;
  invert(inverse, point + z);
  multiply(x, point, inverse);
  multiply(yAlone, point + y, inverse);
  write(to, yAlone);
  if (isNegative(x)) store<u8>(to, load<u8>(to, 31) | 0x80, 31);
}

/** The negative of an extended point, in its place. */
export function negatePoint(point: usize): void {
  negate(point, point);
  negate(point + t, point + t);
}

/** Twice a projective point, completed. */
export function double(to: usize, point: usize): void {
  const sum = scratch();
  const squareOfZ = sum + elementSize;
  const squareOfX = squareOfZ + elementSize;
  const squareOfY = squareOfX + elementSize;
  add(sum, point, point + y);
  square(squareOfX, point);
  square(squareOfY, point + y);
  square(squareOfZ, point + z);
  square(sum, sum);
  add(to + y, squareOfY, squareOfX);
  subtract(to + z, squareOfY, squareOfX);
  subtract(to, sum, to + y);
  add(to + t, squareOfZ, squareOfZ);
  subtract(to + t, to + t, to + z);
}

/** The sum of an extended point and a cached one, or their difference where `minus` is true; completed. */
export function addCached(to: usize, point: usize, cached: usize, minus: bool): void {
  const a = scratch();
  const b = a + elementSize;
  const c = b + elementSize;
  const zz = c + elementSize;
  add(a, point + y, point);
  subtract(b, point + y, point);
  // The negative of a cached point has its first two elements exchanged and the last one negative
  multiply(a, a, minus ? cached + y : cached);
  multiply(b, b, minus ? cached : cached + y);
  multiply(c, point + t, cached + t);
  multiply(zz, point + z, cached + z);
  add(zz, zz, zz);
  subtract(to, a, b);
  add(to + y, a, b);
  add(minus ? to + t : to + z, zz, c);
  subtract(minus ? to + z : to + t, zz, c);
}

/** A completed point as a projective one. Not in its place. */
export function toProjective(to: usize, completed: usize): void {
  multiply(to, completed, completed + t);
  multiply(to + y, completed + y, completed + z);
  multiply(to + z, completed + z, completed + t);
}

/** A completed point as an extended one. Not in its place. */
export function toExtended(to: usize, completed: usize): void {
  toProjective(to, completed);
  multiply(to + t, completed, completed + y);
}

/** An extended point as a cached one. Not in its place. */
export function toCached(to: usize, point: usize): void {
  add(to, point + y, point);
  subtract(to + y, point + y, point);
  memory.copy(to + z, point + z, elementSize);
  multiply(to + t, point + t, d2());
}
