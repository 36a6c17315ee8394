import { Bytes } from "../abi/bytes";
import { EcDomain } from "./ec-domain";
import { combine, multiply, square } from "./ec-field";
import { invert } from "./ec-inverse";
import { stride } from "./ec-number";
import { addAffine, doublePoint, pointSize, yOffset, zOffset } from "./ec-point";

// A scalar is split into four parts, whose multiples of a point P are added in one go: with parts of 64 bits, k * P is
// k0 * P + k1 * (2^64 * P) + k2 * (2^128 * P) + k3 * (2^192 * P), with a quarter of the doublings. For that, the odd multiples
// of the four points are made once per point: 1 to 15 times each, as x and y.

/** Parts of a scalar, and odd multiples of the point for each part. */
export const parts: i32 = 4;
export const multiples: i32 = 8;

function scratch(): usize {
  return memory.data(640, 8);
}

/** Bits of a part. */
export function partBits(domain: EcDomain): i32 {
  return (domain.size << 3) / parts;
}

/** The table of G, made when it is needed first. */
export function baseTable(domain: EcDomain): Bytes {
  let table = domain.baseTable;
  if (!table) {
    table = makeTable(domain, domain.baseX, domain.baseY);
    domain.baseTable = table;
  }
  return table;
}

/** Makes the table of a point that is not infinity: for each part, its odd multiples, smallest first. */
export function makeTable(domain: EcDomain, x: usize, y: usize): Bytes {
  const limbs = domain.limbs;
  const points = new StaticArray<u8>(parts * multiples * <i32>pointSize);
  const point = scratch();
  memory.copy(point, x, limbs << 2);
  memory.copy(point + yOffset, y, limbs << 2);
  memory.copy(point + zOffset, domain.one, limbs << 2);
  for (let part = 0; part < parts; ++part) {
    if (part > 0) for (let i = partBits(domain); i > 0; --i) doublePoint(limbs, point);
    putMultiples(domain, changetype<usize>(points) + <usize>(part * multiples) * pointSize, point);
  }
  return toAffine(domain, points);
}

/**
 * Puts the odd multiples of a point. Coordinates are scaled so that twice the point has the Z 1 and can be added quickly; the
 * addition does not know the difference. In the end that Z comes back into all of them.
 */
function putMultiples(domain: EcDomain, out: usize, point: usize): void {
  const limbs = domain.limbs;
  const twice = point + pointSize;
  const a = twice + pointSize;
  const b = a + stride;
  memory.copy(twice, point, pointSize);
  doublePoint(limbs, twice);
  // The Z of twice the point is 2 Y times that of the point
  combine(limbs, a, point + yOffset, 1, point + yOffset, 1);
  square(limbs, b, a);
  multiply(limbs, out, point, b);
  multiply(limbs, a, a, b);
  multiply(limbs, out + yOffset, point + yOffset, a);
  memory.copy(out + zOffset, domain.one, stride);
  for (let i = 1; i < multiples; ++i) {
    const next = out + <usize>i * pointSize;
    memory.copy(next, next - pointSize, pointSize);
    addAffine(domain, next, twice, twice + yOffset);
  }
  for (let i = 0; i < multiples; ++i) {
    const z = out + <usize>i * pointSize + zOffset;
    multiply(limbs, z, z, twice + zOffset);
  }
}

/** Brings all points to Z = 1, with one inversion, and keeps their x and y. */
function toAffine(domain: EcDomain, jacobian: Bytes): Bytes {
  const points = changetype<usize>(jacobian);
  const limbs = domain.limbs;
  const size: usize = limbs << 2;
  const count = parts * multiples;
  const table = new StaticArray<u8>((count * <i32>size) << 1);
  const inverse = scratch();
  const a = inverse + stride;
  const b = a + stride;
  // The product of the Z up to each point, in place of its x in the table
  memory.copy(changetype<usize>(table), points + zOffset, size);
  for (let i = 1; i < count; ++i) {
    const at = changetype<usize>(table) + <usize>i * (size << 1);
    multiply(limbs, at, at - (size << 1), points + <usize>i * pointSize + zOffset);
  }
  domain.fromField(a, changetype<usize>(table) + <usize>(count - 1) * (size << 1));
  invert(limbs, inverse, a, domain.prime);
  domain.toField(inverse, inverse);
  for (let i = count - 1; i >= 0; --i) {
    const at = changetype<usize>(table) + <usize>i * (size << 1);
    const point = points + <usize>i * pointSize;
    if (i > 0) multiply(limbs, a, inverse, at - (size << 1));
    else memory.copy(a, inverse, size);
    multiply(limbs, inverse, inverse, point + zOffset);
    square(limbs, b, a);
    multiply(limbs, at, point, b);
    multiply(limbs, b, b, a);
    multiply(limbs, at + size, point + yOffset, b);
  }
  return table;
}
