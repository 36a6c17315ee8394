import { Bytes } from "../abi/bytes";
import { double, isLess, limbBits, limbMask, limbsSize, limbsToBytes, putLimbs, subtract } from "./montgomery-limbs";
import { multiply, reduce, square } from "./montgomery-products";

/**
 * A large odd number to calculate modulo of, with what Montgomery's multiplication needs made once. It is for public numbers
 * only: the time that it takes tells about them.
 *
 * Source: P. L. Montgomery, "Modular multiplication without trial division" (1985).
 *
 * @example
 * const modulus = new MontgomeryModulus(n);
 * const message = modulus.power(signature, 65537);
 */
@final
export class MontgomeryModulus {
  /** Bytes of the modulus. */
  readonly length: i32;
  /** Its bits. */
  readonly bits: i32;

  /**
   * Bytes of the limbs. They have room for four times the modulus, so that sums need not be reduced at once, and for any number
   * of as many bytes as it.
   */
  private size: usize;
  private inverse: u64;
  private modulus: StaticArray<u8>;
  /** 4^(27 · limbs): times this and reduced, a number is in Montgomery's form. */
  private squared: StaticArray<u8>;
  // For calculations, so that they leave no garbage
  private base: StaticArray<u8>;
  private form: StaticArray<u8>;
  private result: StaticArray<u8>;
  private product: StaticArray<u8>;

  /** @param modulus big-endian, without leading zeros; odd, larger than 1 and of at most 8192 bits */
  constructor(modulus: Bytes) {
    const bits = (modulus.length << 3) - (clz<i32>(modulus[0]) - 24);
    const size = limbsSize(max(bits + 2, modulus.length << 3));
    this.length = modulus.length;
    this.bits = bits;
    this.size = size;
    this.modulus = new StaticArray<u8>(<i32>size);
    this.squared = new StaticArray<u8>(<i32>size);
    this.base = new StaticArray<u8>(<i32>size);
    this.form = new StaticArray<u8>(<i32>size);
    this.result = new StaticArray<u8>(<i32>size);
    this.product = new StaticArray<u8>((<i32>size) << 1);
    putLimbs(changetype<usize>(this.modulus), size, modulus);
    this.inverse = negativeInverse(load<u64>(changetype<usize>(this.modulus)));
    this.findSquared();
  }

  /**
   * A number to the power of an odd exponent larger than 1, in as many bytes as the modulus; `null` when the number, which is
   * big-endian, has not as many bytes or is not less than the modulus.
   */
  power(number: Bytes, exponent: u64): Bytes | null {
    if (number.length != this.length) return null;
    const size = this.size;
    const base = changetype<usize>(this.base);
    const modulus = changetype<usize>(this.modulus);
    putLimbs(base, size, number);
    if (!isLess(base, modulus, size)) return null;
    const form = changetype<usize>(this.form);
    const result = changetype<usize>(this.result);
    this.multiply(form, base, changetype<usize>(this.squared));
    memory.copy(result, form, size);
    for (let bit = 62 - <i32>clz<u64>(exponent); bit > 0; --bit) {
      this.square(result);
      if ((exponent >> bit) & 1) this.multiply(result, result, form);
    }
    // The lowest bit is set. Times the number itself, the result is not in Montgomery's form any more
    this.square(result);
    this.multiply(result, result, base);
    this.makeLeast(result);
    return limbsToBytes(result, this.length);
  }

  private findSquared(): void {
    const size = this.size;
    const squared = changetype<usize>(this.squared);
    const top = this.bits - 1;
    const radixBits = <i32>(size >> 3) * limbBits;
    // 2^(27 · limbs), which is 1 in Montgomery's form, by doubling the largest power of 2 below the modulus
    store<u64>(squared + ((<usize>top / limbBits) << 3), (<u64>1) << (top % limbBits));
    for (let power = top; power < radixBits; ++power) this.double(squared);
    // 2^(27 · limbs) in Montgomery's form
    for (let bit = 31 - clz<i32>(radixBits); bit >= 0; --bit) {
      this.square(squared);
      this.makeLeast(squared);
      if ((radixBits >> bit) & 1) this.double(squared);
    }
  }

  /** Makes a number that is less than the modulus twice as large. */
  private double(number: usize): void {
    double(number, this.size);
    this.makeLeast(number);
  }

  /** Makes a number that is less than twice the modulus less than it. */
  private makeLeast(number: usize): void {
    const modulus = changetype<usize>(this.modulus);
    if (!isLess(number, modulus, this.size)) subtract(number, modulus, this.size);
  }

  private multiply(to: usize, a: usize, b: usize): void {
    const product = changetype<usize>(this.product);
    multiply(product, a, b, this.size);
    reduce(to, product, changetype<usize>(this.modulus), this.size, this.inverse);
  }

  private square(number: usize): void {
    const product = changetype<usize>(this.product);
    square(product, number, this.size);
    reduce(number, product, changetype<usize>(this.modulus), this.size, this.inverse);
  }
}

/** What an odd limb must be multiplied with to be -1 modulo 2^27. Each step doubles the number of right bits, which begins at 3. */
function negativeInverse(limb: u64): u64 {
  let inverse = limb;
  for (let bits = 3; bits < limbBits; bits <<= 1) inverse *= 2 - limb * inverse;
  return (0 - inverse) & limbMask;
}
