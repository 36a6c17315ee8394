import { EcDomain } from "./ec-domain";
import { multiply, square, subtract } from "./ec-field";
import { addNumbers, limbBits, stride } from "./ec-number";

function scratch(): usize {
  return memory.data(128, 8);
}

/**
 * Writes one of the two square roots of a number of the field to a place of its own. False when there is none. Both primes are
 * 3 modulo 4, so that number^((p + 1) / 4) is a root.
 */
export function squareRoot(domain: EcDomain, out: usize, number: usize): bool {
  const limbs = domain.limbs;
  const exponent = scratch();
  addNumbers(limbs, exponent, domain.prime, 1, domain.plainOne, 1);
  memory.copy(out, domain.one, stride);
  // The two lowest bits of p + 1 are the division by 4
  for (let bit = (domain.size << 3) - 1; bit >= 2; --bit) {
    square(limbs, out, out);
    const limb = load<u32>(exponent + ((bit / limbBits) << 2));
    if ((limb >> (bit % limbBits)) & 1) multiply(limbs, out, out, number);
  }
  const difference = exponent + stride;
  square(limbs, difference, out);
  subtract(limbs, difference, difference, number);
  return domain.isZero(difference);
}
