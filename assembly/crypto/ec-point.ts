import { EcDomain } from "./ec-domain";
import { add, combine, isPerhapsZero, multiply, square, subtract } from "./ec-field";
import { isNull, stride } from "./ec-number";

// Points as (X, Y, Z) for x = X / Z^2, y = Y / Z^3: three numbers of the field, a stride apart. All limbs of Z are 0 at infinity.

/** Bytes of a point. */
export const pointSize: usize = 3 * stride;

/** Where Y and Z are. */
export const yOffset: usize = stride;
export const zOffset: usize = 2 * stride;

function scratch(): usize {
  return memory.data(384, 8);
}

/** point = 2 * point. */
export function doublePoint(limbs: i32, point: usize): void {
  const x = point;
  const y = point + yOffset;
  const z = point + zOffset;
  const a = scratch();
  const b = a + stride;
  const c = b + stride;
  const d = c + stride;
  const slope = d + stride;
  // A third of the slope: (X - Z^2) (X + Z^2)
  square(limbs, a, z);
  subtract(limbs, b, x, a);
  add(limbs, c, x, a);
  multiply(limbs, slope, b, c);
  // Z = 2 Y Z
  square(limbs, a, y);
  multiply(limbs, b, y, z);
  combine(limbs, z, b, 1, b, 1);
  // X = slope^2 - 8 X Y^2
  multiply(limbs, b, x, a);
  square(limbs, c, slope);
  combine(limbs, x, c, 9, b, -8);
  // Y = slope (4 X Y^2 - X) - 8 Y^4
  combine(limbs, c, b, 4, x, -1);
  multiply(limbs, d, slope, c);
  square(limbs, c, a);
  combine(limbs, y, d, 3, c, -8);
}

/** point = point + (x, y), which is not infinity. */
export function addAffine(domain: EcDomain, point: usize, x: usize, y: usize): void {
  const limbs = domain.limbs;
  const size = limbs << 2;
  const pointY = point + yOffset;
  const z = point + zOffset;
  if (isNull(limbs, z)) {
    memory.copy(point, x, size);
    memory.copy(pointY, y, size);
    memory.copy(z, domain.one, size);
    return;
  }
  const a = scratch();
  const b = a + stride;
  const c = b + stride;
  const d = c + stride;
  const differenceX = d + stride;
  const differenceY = differenceX + stride;
  square(limbs, a, z);
  multiply(limbs, b, x, a);
  multiply(limbs, c, a, z);
  multiply(limbs, d, y, c);
  subtract(limbs, differenceX, b, point);
  subtract(limbs, differenceY, d, pointY);
  if (isPerhapsZero(differenceX) && domain.isZero(differenceX)) {
    if (domain.isZero(differenceY)) doublePoint(limbs, point);
    else memory.fill(z, 0, size);
    return;
  }
  multiply(limbs, b, z, differenceX);
  memory.copy(z, b, size);
  // With D the difference of x, X = differenceY^2 - D^3 - 2 X D^2
  square(limbs, a, differenceX);
  multiply(limbs, b, differenceX, a);
  multiply(limbs, c, point, a);
  square(limbs, a, differenceY);
  add(limbs, d, c, c);
  add(limbs, d, d, b);
  combine(limbs, point, a, 1, d, -1);
  // Y = differenceY (X D^2 - X) - Y D^3
  subtract(limbs, d, c, point);
  multiply(limbs, a, differenceY, d);
  multiply(limbs, c, pointY, b);
  combine(limbs, pointY, a, 1, c, -1);
}
