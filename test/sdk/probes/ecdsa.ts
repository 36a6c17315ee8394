import { Bytes, decodeUtf8, encodeUtf8 } from "mesh-wasm/assembly";
import { readCoordinates } from "mesh-wasm/assembly/crypto/ec-coordinates";
import { EcCurve } from "mesh-wasm/assembly/crypto/ec-curve";
import { ecDomain } from "mesh-wasm/assembly/crypto/ec-domain";
import { combine, multiply, square } from "mesh-wasm/assembly/crypto/ec-field";
import { invert } from "mesh-wasm/assembly/crypto/ec-inverse";
import { EcPublicKey } from "mesh-wasm/assembly/crypto/ec-public-key";
import { makeTable } from "mesh-wasm/assembly/crypto/ec-table";
import { ecdsaSignatureFromDer, ecdsaSignatureToDer } from "mesh-wasm/assembly/crypto/ecdsa-signature";
import { verifyEcdsa } from "mesh-wasm/assembly/crypto/ecdsa-verify";
import { HashAlgorithm } from "mesh-wasm/assembly/crypto/hash-algorithm";
import { input, putBytes } from "./io";

export { inputAt, outputAt, outputSize } from "./io";

let key: EcPublicKey | null = null;

/** Reads a key: 0 when there is none, otherwise 1 for P-256 and 2 for P-384. */
export function fromSpki(): i32 {
  return keep(EcPublicKey.fromSpki(input));
}

export function fromPem(): i32 {
  return keep(EcPublicKey.fromPem(decodeUtf8(input)));
}

export function fromPoint(curve: EcCurve): i32 {
  return keep(EcPublicKey.fromPoint(curve, input));
}

/** Of an input with so many bytes of x. */
export function fromCoordinates(curve: EcCurve, sizeX: i32): i32 {
  return keep(EcPublicKey.fromCoordinates(curve, input.slice<Bytes>(0, sizeX), input.slice<Bytes>(sizeX)));
}

function keep(read: EcPublicKey | null): i32 {
  key = read;
  return read ? <i32>read.curve + 1 : 0;
}

/** Of an input with so many bytes of text and then a signature. */
export function verify(hash: HashAlgorithm, textSize: i32): bool {
  const known = key;
  return known ? known.verify(hash, input.slice<Bytes>(0, textSize), input.slice<Bytes>(textSize)) : false;
}

export function verifyDer(hash: HashAlgorithm, textSize: i32): bool {
  const known = key;
  return known ? known.verifyDer(hash, input.slice<Bytes>(0, textSize), input.slice<Bytes>(textSize)) : false;
}

/** Checks a signature over a hash that nobody knows a text of. The input is x, y, r, s and the hash. */
export function verifyDigest(curve: EcCurve): bool {
  const domain = ecDomain(curve);
  const at = changetype<usize>(input);
  const point = readCoordinates(domain, at, at + domain.size);
  if (!point) return false;
  const x = changetype<usize>(point);
  const table = makeTable(domain, x, x + (domain.limbs << 2));
  const digest = input.slice<Bytes>(4 * domain.size);
  return verifyEcdsa(domain, table, digest, at + 2 * domain.size);
}

export function toDer(): bool {
  return give(ecdsaSignatureToDer(input));
}

export function fromDer(size: i32): bool {
  return give(ecdsaSignatureFromDer(input, size));
}

function give(bytes: Bytes | null): bool {
  putBytes(bytes ? bytes : encodeUtf8(""));
  return bytes != null;
}

/** Raw limbs: a * b, a * a and a * 9 - b * 8 of a curve's field. */
export function fieldOperations(limbs: i32): void {
  const at = changetype<usize>(input);
  const size = limbs << 2;
  const results = new StaticArray<u8>(3 * size);
  const out = changetype<usize>(results);
  multiply(limbs, out, at, at + size);
  square(limbs, out + size, at);
  combine(limbs, out + 2 * size, at, 9, at + size, -8);
  putBytes(results);
}

/** Raw limbs: the inverse of a number modulo another. */
export function inverse(limbs: i32): void {
  const at = changetype<usize>(input);
  const result = new StaticArray<u8>(limbs << 2);
  invert(limbs, changetype<usize>(result), at, at + (limbs << 2));
  putBytes(result);
}
