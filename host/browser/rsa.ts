import type { HashFunction } from "../platform.ts";
import { hexOf, numberOf } from "./der.ts";
import type { RsaPrivateKey, RsaPublicKey } from "./keys.ts";

/** What stands before a hash in a signature: which hash it is, in DER. */
const prefixes: Record<HashFunction, string> = {
  sha1: "3021300906052b0e03021a05000414",
  sha224: "302d300d06096086480165030402040500041c",
  sha256: "3031300d060960864801650304020105000420",
  sha384: "3041300d060960864801650304020205000430",
  sha512: "3051300d060960864801650304020305000440",
};

/** Whether a signature of PKCS#1 v1.5 is that of a hash. */
export function verifyRsa(key: RsaPublicKey, hash: HashFunction, digest: Uint8Array, signature: Uint8Array): boolean {
  const { modulus, exponent } = key;
  const value = numberOf(signature);
  if (signature.length !== sizeOf(modulus) || value >= modulus) return false;
  return power(value, exponent, modulus) === encoded(modulus, hash, digest);
}

/** Signs a hash as PKCS#1 v1.5 has it; `undefined` where the key is too short. */
export function signRsa(key: RsaPrivateKey, hash: HashFunction, digest: Uint8Array): Uint8Array | undefined {
  const value = encoded(key.modulus, hash, digest);
  if (value === undefined) return undefined;
  const { primes, exponents, coefficient } = key;
  const [p, q] = primes;
  const [first, second] = [power(value, exponents[0], p), power(value, exponents[1], q)];
  // The Chinese remainder theorem: two powers of half the size take a quarter of the time
  const factor = (((((first - second) * coefficient) % p) + p) % p) * q;
  return bytesOf(second + factor, sizeOf(key.modulus));
}

/** 00 01 FF … FF 00, the prefix and the hash, as a number; `undefined` where there is no room for it. */
function encoded(modulus: bigint, hash: HashFunction, digest: Uint8Array): bigint | undefined {
  const end = `00${prefixes[hash]}${hexOf(digest)}`;
  const padding = sizeOf(modulus) - 2 - end.length / 2;
  return padding < 8 ? undefined : BigInt(`0x0001${"ff".repeat(padding)}${end}`);
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base % modulus;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

/** How many bytes a number takes. */
function sizeOf(value: bigint): number {
  return Math.ceil(value.toString(16).length / 2);
}

function bytesOf(value: bigint, size: number): Uint8Array {
  const hex = value.toString(16).padStart(size * 2, "0");
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}
