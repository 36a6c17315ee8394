// Products of numbers in limbs, four by four: each limb that is loaded serves four multiplications, and each sum that is stored
// has four of them. What limits it is the processor's one multiplication per cycle.
import { limbBits, limbMask } from "./montgomery-limbs";

/** Writes a · b, of twice their size and without carries, to `to`. */
export function multiply(to: usize, a: usize, b: usize, size: usize): void {
  memory.fill(to, 0, size << 1);
  for (let at: usize = 0; at < size; at += 32) {
    const y0 = load<u64>(a + at);
    const y1 = load<u64>(a + at, 8);
    const y2 = load<u64>(a + at, 16);
    const y3 = load<u64>(a + at, 24);
    inline.always(addProducts(to + at, b, b + size, y0, y1, y2, y3, 0, 0, 0));
  }
}

/** Writes a², of twice its size and without carries, to `to`. Each product of two different limbs is made once. */
export function square(to: usize, a: usize, size: usize): void {
  memory.fill(to, 0, size << 1);
  for (let at: usize = 0; at < size; at += 32) {
    const y0 = load<u64>(a + at);
    const y1 = load<u64>(a + at, 8);
    const y2 = load<u64>(a + at, 16);
    const y3 = load<u64>(a + at, 24);
    const twice0 = y0 << 1;
    const twice1 = y1 << 1;
    const twice2 = y2 << 1;
    const sum = to + (at << 1);
    add(sum, y0 * y0);
    add(sum + 8, twice0 * y1);
    add(sum + 16, twice0 * y2 + y1 * y1);
    add(sum + 24, twice0 * y3 + twice1 * y2);
    add(sum + 32, twice1 * y3 + y2 * y2);
    add(sum + 40, twice2 * y3);
    add(sum + 48, y3 * y3);
    inline.always(addProducts(sum + 32, a + at + 32, a + size, twice0, twice1, twice2, y3 << 1, 0, 0, 0));
  }
}

/**
 * Montgomery's reduction: writes product / 2^(27 · limbs) modulo the modulus to `to`, less than twice the modulus when the
 * product is less than four times its square. The product, without carries, is used up.
 *
 * @param inverse the lowest limb's negative inverse modulo 2^27
 */
export function reduce(to: usize, product: usize, modulus: usize, size: usize, inverse: u64): void {
  const n0 = load<u64>(modulus);
  const n1 = load<u64>(modulus, 8);
  const n2 = load<u64>(modulus, 16);
  const n3 = load<u64>(modulus, 24);
  let carry: u64 = 0;
  for (let at: usize = 0; at < size; at += 32) {
    // The multiples of the modulus that make the four lowest limbs 0
    const sum = product + at;
    carry += load<u64>(sum);
    const m0 = (carry * inverse) & limbMask;
    carry = ((carry + m0 * n0) >> limbBits) + load<u64>(sum, 8) + m0 * n1;
    const m1 = (carry * inverse) & limbMask;
    carry = ((carry + m1 * n0) >> limbBits) + load<u64>(sum, 16) + m0 * n2 + m1 * n1;
    const m2 = (carry * inverse) & limbMask;
    carry = ((carry + m2 * n0) >> limbBits) + load<u64>(sum, 24) + m0 * n3 + m1 * n2 + m2 * n1;
    const m3 = (carry * inverse) & limbMask;
    carry = (carry + m3 * n0) >> limbBits;
    inline.always(addProducts(sum + 32, modulus + 32, modulus + size, m0, m1, m2, m3, n3, n2, n1));
  }
  for (let at: usize = 0; at < size; at += 8) {
    carry += load<u64>(product + size + at);
    store<u64>(to + at, carry & limbMask);
    carry >>= limbBits;
  }
}

/**
 * Adds the limbs from `x` to before `end`, times the four limbs y, to the sums at `to`.
 *
 * @param x1 the limb before `x`, then the one before that, and so on, where their products with y1 to y3 are wanted too
 */
function addProducts(
  to: usize,
  x: usize,
  end: usize,
  y0: u64,
  y1: u64,
  y2: u64,
  y3: u64,
  x1: u64,
  x2: u64,
  x3: u64,
): void {
  for (; x < end; x += 32) {
    const a = load<u64>(x);
    const b = load<u64>(x, 8);
    const c = load<u64>(x, 16);
    const d = load<u64>(x, 24);
    store<u64>(to, load<u64>(to) + y0 * a + y1 * x1 + y2 * x2 + y3 * x3);
    store<u64>(to, load<u64>(to, 8) + y0 * b + y1 * a + y2 * x1 + y3 * x2, 8);
    store<u64>(to, load<u64>(to, 16) + y0 * c + y1 * b + y2 * a + y3 * x1, 16);
    store<u64>(to, load<u64>(to, 24) + y0 * d + y1 * c + y2 * b + y3 * a, 24);
    x1 = d;
    x2 = c;
    x3 = b;
    to += 32;
  }
  add(to, y1 * x1 + y2 * x2 + y3 * x3);
  add(to + 8, y2 * x1 + y3 * x2);
  add(to + 16, y3 * x1);
}

function add(to: usize, value: u64): void {
  store<u64>(to, load<u64>(to) + value);
}
