import { Bytes } from "../abi/bytes";
import { EcDomain } from "./ec-domain";
import { combine } from "./ec-field";
import { stride, writeLittleEndian } from "./ec-number";
import { addAffine, doublePoint, pointSize, zOffset } from "./ec-point";
import { multiples, partBits, parts } from "./ec-table";

/** Bits of a digit, without its sign: digits are odd and less than twice the multiples of a table. */
const digitBits: i32 = 5;

/** Room for the digits of a scalar: one per bit and one more. */
const digitsSize: usize = 392;

function scratch(): usize {
  return memory.data(912, 8);
}

/**
 * sum = a * P + b * Q, for scalars in their normal form and the tables of P and Q. The time it takes tells about the scalars.
 */
export function addMultiples(domain: EcDomain, sum: usize, a: usize, tableP: Bytes, b: usize, tableQ: Bytes): void {
  const digitsA = scratch();
  const digitsB = digitsA + digitsSize;
  putDigits(domain, digitsA, a);
  putDigits(domain, digitsB, b);
  memory.fill(sum, 0, pointSize);
  const bits = partBits(domain);
  for (let bit = bits; bit >= 0; --bit) {
    if (bit < bits) doublePoint(domain.limbs, sum);
    for (let part = 0; part < parts; ++part) {
      // Only the last part has a digit more
      if (bit == bits && part < parts - 1) continue;
      const at = part * bits + bit;
      addDigit(domain, sum, load<i8>(digitsA + at), tableP, part);
      addDigit(domain, sum, load<i8>(digitsB + at), tableQ, part);
    }
  }
}

function addDigit(domain: EcDomain, sum: usize, digit: i32, table: Bytes, part: i32): void {
  if (digit == 0) return;
  const size: usize = domain.limbs << 2;
  const x = changetype<usize>(table) + <usize>(part * multiples + (abs(digit) >> 1)) * (size << 1);
  let y = x + size;
  if (digit < 0) {
    y = scratch() + 2 * digitsSize;
    combine(domain.limbs, y, x + size, -1, x + size, 0);
  }
  addAffine(domain, sum, x, y);
}

/** Writes a scalar as the sum of digit * 2^place, where of five digits in a row at most one is not 0. */
function putDigits(domain: EcDomain, digits: usize, scalar: usize): void {
  const bytes = scratch() + 2 * digitsSize;
  writeLittleEndian(domain.limbs, bytes, scalar);
  memory.fill(digits, 0, digitsSize);
  const bits = domain.size << 3;
  let carry = 0;
  for (let bit = 0; bit <= bits; ) {
    const value = load<u32>(bytes + (bit >> 3)) >> (bit & 7);
    if (<i32>(value & 1) == carry) {
      ++bit;
      continue;
    }
    const digit = <i32>(value & ((1 << digitBits) - 1)) + carry;
    carry = digit >> (digitBits - 1);
    store<i8>(digits + bit, <i8>(digit - (carry << digitBits)));
    bit += digitBits;
  }
}
