import { Bytes } from "../abi/bytes";
import { EcDomain } from "./ec-domain";
import { combine, multiply, square, subtract } from "./ec-field";
import { isLess, readBigEndian, stride } from "./ec-number";
import { squareRoot } from "./ec-square-root";

function scratch(): usize {
  return memory.data(256, 8);
}

/**
 * The x and y of a point as numbers of the field, one after the other; `null` when the point is not on the curve or a coordinate
 * is not less than p. (Infinity has no coordinates. Each other point of these curves has the order n: that needs no check.)
 */
export function readCoordinates(domain: EcDomain, x: usize, y: usize): Bytes | null {
  const point = newPoint(domain);
  const pointX = changetype<usize>(point);
  const pointY = pointX + ((<usize>domain.limbs) << 2);
  if (!readCoordinate(domain, pointX, x) || !readCoordinate(domain, pointY, y)) return null;
  const difference = scratch();
  const ySquare = difference + stride;
  putYSquare(domain, difference, pointX);
  square(domain.limbs, ySquare, pointY);
  subtract(domain.limbs, difference, difference, ySquare);
  return domain.isZero(difference) ? point : null;
}

/** The same from x and whether y is odd. */
export function decompress(domain: EcDomain, x: usize, isOdd: bool): Bytes | null {
  const limbs = domain.limbs;
  const point = newPoint(domain);
  const pointX = changetype<usize>(point);
  const pointY = pointX + ((<usize>limbs) << 2);
  if (!readCoordinate(domain, pointX, x)) return null;
  const root = scratch();
  const ySquare = root + stride;
  putYSquare(domain, ySquare, pointX);
  if (!squareRoot(domain, root, ySquare)) return null;
  const plain = ySquare;
  domain.fromField(plain, root);
  const isRootOdd = (load<u32>(plain) & 1) == 1;
  combine(limbs, pointY, root, isRootOdd == isOdd ? 1 : -1, root, 0);
  return point;
}

function newPoint(domain: EcDomain): Bytes {
  return new StaticArray<u8>(domain.limbs << 3);
}

function readCoordinate(domain: EcDomain, out: usize, bytes: usize): bool {
  readBigEndian(domain.limbs, out, bytes, domain.size);
  if (!isLess(domain.limbs, out, domain.prime)) return false;
  domain.toField(out, out);
  return true;
}

/** out = x^3 - 3x + b */
function putYSquare(domain: EcDomain, out: usize, x: usize): void {
  const limbs = domain.limbs;
  const a = scratch() + 2 * stride;
  square(limbs, a, x);
  combine(limbs, a, a, 1, domain.one, -3);
  multiply(limbs, out, a, x);
  combine(limbs, out, out, 1, domain.b, 1);
}
