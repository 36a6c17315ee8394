import { createECDH, createHash, createPublicKey, type KeyObject, verify } from "node:crypto";

/** A curve, from SP 800-186, and what Node and the probe call it. */
export interface Curve {
  id: number;
  crv: string;
  ecdh: string;
  size: number;
  limbs: number;
  p: bigint;
  n: bigint;
  b: bigint;
}

export const curves: Curve[] = [
  {
    id: 0,
    crv: "P-256",
    ecdh: "prime256v1",
    size: 32,
    limbs: 9,
    p: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
    n: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
  },
  {
    id: 1,
    crv: "P-384",
    ecdh: "secp384r1",
    size: 48,
    limbs: 14,
    p: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
    n: 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
    b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
  },
];

/** In the order of HashAlgorithm. */
export const hashes = ["sha224", "sha256", "sha384", "sha512"];

export interface Point {
  x: bigint;
  y: bigint;
}

export function mod(value: bigint, modulus: bigint): bigint {
  const rest = value % modulus;
  return rest < 0n ? rest + modulus : rest;
}

export function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (let square = mod(base, modulus), rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

export function invert(value: bigint, modulus: bigint): bigint {
  return power(value, modulus - 2n, modulus);
}

export function toBytes(value: bigint, size: number): Buffer {
  return Buffer.from(value.toString(16).padStart(2 * size, "0"), "hex");
}

export function fromBytes(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString("hex")}`);
}

/** k * G, by Node. */
export function multipleOfG(curve: Curve, k: bigint): Point {
  const ecdh = createECDH(curve.ecdh);
  ecdh.setPrivateKey(toBytes(k, curve.size));
  const bytes = ecdh.getPublicKey();
  return { x: fromBytes(bytes.subarray(1, 1 + curve.size)), y: fromBytes(bytes.subarray(1 + curve.size)) };
}

/** The sum of two points with different x. */
export function sum(curve: Curve, a: Point, b: Point): Point {
  const slope = mod((b.y - a.y) * invert(b.x - a.x, curve.p), curve.p);
  const x = mod(slope * slope - a.x - b.x, curve.p);
  return { x, y: mod(slope * (a.x - x) - a.y, curve.p) };
}

/** The y of a point, if there is one. */
export function yOf(curve: Curve, x: bigint): bigint | undefined {
  const square = mod(x ** 3n - 3n * x + curve.b, curve.p);
  const y = power(square, (curve.p + 1n) / 4n, curve.p);
  return (y * y) % curve.p === square ? y : undefined;
}

export function bytesOf(curve: Curve, point: Point): Buffer {
  return Buffer.concat([toBytes(point.x, curve.size), toBytes(point.y, curve.size)]);
}

export function keyOf(curve: Curve, point: Point): KeyObject {
  const x = toBytes(point.x, curve.size).toString("base64url");
  const y = toBytes(point.y, curve.size).toString("base64url");
  return createPublicKey({ key: { kty: "EC", crv: curve.crv, x, y }, format: "jwk" });
}

export function spkiOf(key: KeyObject): Buffer {
  return key.export({ type: "spki", format: "der" });
}

export function nodeVerifies(hash: string, text: Buffer, key: KeyObject, signature: Buffer): boolean {
  return verify(hash, text, { key, dsaEncoding: "ieee-p1363" }, signature);
}

export function nodeVerifiesDer(hash: string, text: Buffer, key: KeyObject, signature: Buffer): boolean {
  return verify(hash, text, { key, dsaEncoding: "der" }, signature);
}

export function numberOfHash(curve: Curve, hash: string, text: Buffer): bigint {
  return fromBytes(createHash(hash).update(text).digest().subarray(0, curve.size));
}

/** A key that makes (r, s) valid where R = (x, y) with r = x modulo n: r^-1 (s R - e G). */
export function recover(curve: Curve, point: Point, r: bigint, e: bigint): Point {
  // With s = r that is R - (e / r) G
  const subtrahend = multipleOfG(curve, mod(-e * invert(r, curve.n), curve.n));
  return sum(curve, point, subtrahend);
}
