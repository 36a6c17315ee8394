import { Bytes } from "../abi/bytes";
import { EcDomain } from "./ec-domain";
import { multiply, square, subtract } from "./ec-field";
import { invert } from "./ec-inverse";
import { addMultiples } from "./ec-multiply";
import { addNumbers, isLess, isNull, readBigEndian, stride } from "./ec-number";
import { multiplyModulo } from "./ec-order";
import { pointSize, zOffset } from "./ec-point";
import { baseTable } from "./ec-table";

function scratch(): usize {
  return memory.data(704, 8);
}

/**
 * Checks an ECDSA signature over the hash of a text (FIPS 186-5, section 6.4.2). Nothing in it is a secret: the time that it
 * takes tells about all of it.
 *
 * @param table the multiples of the public key
 * @param signature the address of r and s, each of the size of the curve's numbers
 */
export function verifyEcdsa(domain: EcDomain, table: Bytes, digest: Bytes, signature: usize): bool {
  const limbs = domain.limbs;
  const size = domain.size;
  const r = scratch();
  const s = r + stride;
  readBigEndian(limbs, r, signature, size);
  readBigEndian(limbs, s, signature + size, size);
  if (!isScalar(domain, r) || !isScalar(domain, s)) return false;
  // Of a longer hash only the leftmost bits count
  const hash = s + stride;
  readBigEndian(limbs, hash, changetype<usize>(digest), min(digest.length, size));
  // u = hash / s, v = r / s
  const u = hash + stride;
  const v = u + stride;
  invert(limbs, s, s, domain.order);
  modulo(domain, s, s, domain.orderSquare);
  modulo(domain, s, s, domain.orderSquare);
  modulo(domain, u, hash, s);
  modulo(domain, u, u, domain.plainOne);
  modulo(domain, v, r, s);
  modulo(domain, v, v, domain.plainOne);
  const sum = v + stride;
  addMultiples(domain, sum, u, baseTable(domain), v, table);
  if (isNull(limbs, sum + zOffset)) return false;
  return hasX(domain, sum, r);
}

function isScalar(domain: EcDomain, number: usize): bool {
  return !isNull(domain.limbs, number) && isLess(domain.limbs, number, domain.order);
}

function modulo(domain: EcDomain, out: usize, a: usize, b: usize): void {
  multiplyModulo(domain.limbs, out, a, b, domain.order, domain.orderFactor);
}

/** Whether the x of a point is r modulo n: r, or r + n if that is less than p. */
function hasX(domain: EcDomain, point: usize, r: usize): bool {
  const limbs = domain.limbs;
  if (isX(domain, point, r)) return true;
  const other = point + pointSize;
  addNumbers(limbs, other, domain.prime, 1, domain.order, -1);
  if (!isLess(limbs, r, other)) return false;
  addNumbers(limbs, other, r, 1, domain.order, 1);
  return isX(domain, point, other);
}

/** Whether the x of a point is a plain number: X = number * Z^2, which takes no division. */
function isX(domain: EcDomain, point: usize, number: usize): bool {
  const limbs = domain.limbs;
  const a = point + pointSize + stride;
  const b = a + stride;
  square(limbs, a, point + zOffset);
  domain.toField(b, number);
  multiply(limbs, a, a, b);
  subtract(limbs, a, a, point);
  return domain.isZero(a);
}
