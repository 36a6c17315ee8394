// The curve of Ed25519 in the plainest way (RFC 8032, section 5.1), to make keys and signatures that no library makes.

export const prime = 2n ** 255n - 19n;
/** The order of the base point. */
export const order = 2n ** 252n + 27742317777372353535851937790883648493n;

/** A number modulo 2^255 - 19. */
export function modulo(number: bigint): bigint {
  return ((number % prime) + prime) % prime;
}

export function power(number: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = modulo(number);
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = modulo(result * square);
    square = modulo(square * square);
  }
  return result;
}

function inverse(number: bigint): bigint {
  return power(number, prime - 2n);
}

export const d = modulo(-121665n * inverse(121666n));

/** A point with x = X / Z and y = Y / Z, of which X, Y and Z are kept. */
export interface Point {
  x: bigint;
  y: bigint;
  z: bigint;
}

const neutral: Point = { x: 0n, y: 1n, z: 1n };

/** The point of a y whose x is even. */
export function pointOf(y: bigint): Point {
  const ratio = modulo((y * y - 1n) * inverse(d * y * y + 1n));
  const root = power(ratio, (prime + 3n) / 8n);
  const x = modulo(root * root) === ratio ? root : modulo(root * power(2n, (prime - 1n) / 4n));
  if (modulo(x * x) !== ratio) throw new Error(`no point has the y ${y}`);
  return { x: x & 1n ? prime - x : x, y, z: 1n };
}

export const base = pointOf(modulo(4n * inverse(5n)));

export function add(a: Point, b: Point): Point {
  const z = modulo(a.z * b.z);
  const product = modulo(d * modulo(a.x * b.x) * modulo(a.y * b.y));
  const left = modulo(z * z - product);
  const right = modulo(z * z + product);
  return {
    x: modulo(z * left * modulo(a.x * b.y + a.y * b.x)),
    y: modulo(z * right * modulo(a.y * b.y + a.x * b.x)),
    z: modulo(left * right),
  };
}

export function multiply(times: bigint, point: Point): Point {
  let sum = neutral;
  let double = point;
  for (let rest = times; rest > 0n; rest >>= 1n) {
    if (rest & 1n) sum = add(sum, double);
    double = add(double, double);
  }
  return sum;
}

/** A point as 32 bytes. */
export function encode({ x, y, z }: Point): Buffer {
  return toBytes(modulo(y * inverse(z)) | ((modulo(x * inverse(z)) & 1n) << 255n));
}

/** A number as bytes, the lowest first. */
export function toBytes(number: bigint, size = 32): Buffer {
  return Buffer.from(number.toString(16).padStart(size * 2, "0"), "hex").reverse();
}

export function fromBytes(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).reverse().toString("hex")}`);
}
