import {
  constants,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  generatePrimeSync,
  type KeyObject,
  privateEncrypt,
} from "node:crypto";
import { bitLength, inverse, power, toBytes, toNumber } from "./rsa-numbers.ts";

/** A key pair of Node's, with its numbers. */
export interface RsaKey {
  bits: number;
  publicKey: KeyObject;
  privateKey: KeyObject;
  modulus: bigint;
  /** The modulus and the exponent as a JWK has them. */
  n: Buffer;
  e: Buffer;
}

/** A key that Node has generated. */
export function generateKey(bits: number, publicExponent = 65537): RsaKey {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: bits, publicExponent });
  return withNumbers(publicKey, privateKey);
}

/** A key with an exponent that Node's generator does not know: of more than 32 bits. */
export function generateKeyWith(bits: number, exponent: bigint): RsaKey {
  const [p, q] = primesOf(bits, 2, exponent) as [bigint, bigint];
  const d = inverse(exponent, (p - 1n) * (q - 1n)) ?? 0n;
  const numbers = { n: p * q, e: exponent, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) ?? 0n };
  const encoded = Object.entries(numbers).map(([name, number]) => [name, toBytes(number).toString("base64url")]);
  const privateKey = createPrivateKey({ key: { kty: "RSA", ...Object.fromEntries(encoded) }, format: "jwk" });
  return withNumbers(createPublicKey(privateKey), privateKey);
}

function withNumbers(publicKey: KeyObject, privateKey: KeyObject): RsaKey {
  const jwk = publicKey.export({ format: "jwk" });
  const n = Buffer.from(jwk.n ?? "", "base64url");
  const e = Buffer.from(jwk.e ?? "", "base64url");
  const modulus = toNumber(n);
  return { bits: bitLength(modulus), publicKey, privateKey, modulus, n, e };
}

/** What makes this message when it is checked, whatever the message. It must be less than the modulus. */
export function signRaw(key: RsaKey, message: Uint8Array): Buffer {
  return privateEncrypt({ key: key.privateKey, padding: constants.RSA_NO_PADDING }, message);
}

/** A key of many small primes, which takes no time to make, and what signs messages with it. Node has no such keys. */
export function manyPrimesKey(bits: number, exponent: bigint): { n: Buffer; sign(message: Uint8Array): Buffer } {
  const primes = primesOf(bits, bits / 512, exponent);
  const modulus = primes.reduce((product, prime) => product * prime, 1n);
  const n = toBytes(modulus);
  return { n, sign: (message) => toBytes(root(toNumber(message)), n.length) };

  /** The root modulo each prime, put together (Chinese remainder theorem). */
  function root(number: bigint): bigint {
    const sum = primes.reduce((total, prime) => {
      const rest = modulus / prime;
      const part = power(number % prime, inverse(exponent, prime - 1n) ?? 0n, prime);
      return total + part * rest * (inverse(rest, prime) ?? 0n);
    }, 0n);
    return sum % modulus;
  }
}

/** Primes whose product has exactly so many bits, and for which the exponent is possible. */
function primesOf(bits: number, count: number, exponent: bigint): bigint[] {
  const primes = Array.from({ length: count - 1 }, () => primeOf(Math.floor(bits / count), exponent));
  const product = primes.reduce((a, b) => a * b, 1n);
  const rest = bits - bitLength(product);
  // It depends on the product whether a prime of as many bits as are missing makes them up, or one of a bit more
  for (let round = 0; ; ++round) {
    const last = primeOf(rest + (round & 1), exponent);
    if (bitLength(product * last) === bits) return [...primes, last];
  }
}

function primeOf(bits: number, exponent: bigint): bigint {
  for (;;) {
    const prime = generatePrimeSync(bits, { bigint: true });
    if (inverse(exponent, prime - 1n) !== null) return prime;
  }
}
