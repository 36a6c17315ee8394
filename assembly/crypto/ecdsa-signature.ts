import { Bytes } from "../abi/bytes";
import { DerReader } from "../encoding/der-reader";
import { DerTag } from "../encoding/der-tag";

/** Bytes of a number of P-521, the largest curve that ECDSA is used with. */
const maxSize: i32 = 66;

/**
 * An ECDSA signature as DER (RFC 3279, section 2.2.3: what X.509, OpenSSL and Envoy's `verify_signature` use), from r and s one
 * after the other, as JWTs have them (RFC 7518, section 3.4). `null` for an odd number of bytes, more than P-521's 132, and an r
 * or s that is 0, which no signature has.
 *
 * @example
 * const der = ecdsaSignatureToDer(signature);
 * const check = der ? verifySignature("sha256", key, encodeUtf8(signedPart), der) : null;
 */
export function ecdsaSignatureToDer(raw: Bytes): Bytes | null {
  const size = raw.length >> 1;
  if (raw.length & 1 || size > maxSize) return null;
  const r = firstByte(raw, 0, size);
  const s = firstByte(raw, size, raw.length);
  if (r == size || s == raw.length) return null;
  const sizeR = integerSize(raw, r, size);
  const sizeS = integerSize(raw, s, raw.length);
  const content = 4 + sizeR + sizeS;
  const header = content < 0x80 ? 2 : 3;
  const der = new StaticArray<u8>(header + content);
  der[0] = <u8>DerTag.Sequence;
  if (header == 3) der[1] = 0x81;
  der[header - 1] = <u8>content;
  putInteger(der, header, sizeR, raw, r, size);
  putInteger(der, header + 2 + sizeR, sizeS, raw, s, raw.length);
  return der;
}

/**
 * The r and s of an ECDSA signature in DER, one after the other, each in `size` bytes: 32 for P-256, 48 for P-384, 66 for P-521.
 * `null` for what is no DER to the letter (lengths or numbers with more bytes than they need, bytes at the end), for numbers
 * that are negative or 0, and for those that do not fit.
 *
 * @example
 * const raw = ecdsaSignatureFromDer(der, 32);
 */
export function ecdsaSignatureFromDer(der: Bytes, size: i32): Bytes | null {
  if (size <= 0 || size > maxSize) return null;
  const outer = new DerReader(der);
  const sequence = outer.enter(DerTag.Sequence);
  if (!sequence || !outer.atEnd) return null;
  const r = sequence.readUnsigned();
  const s = sequence.readUnsigned();
  if (!r || !s || !sequence.atEnd) return null;
  if (r.length > size || s.length > size || r[0] == 0 || s[0] == 0) return null;
  const raw = new StaticArray<u8>(size << 1);
  memory.copy(changetype<usize>(raw) + size - r.length, changetype<usize>(r), r.length);
  memory.copy(changetype<usize>(raw) + raw.length - s.length, changetype<usize>(s), s.length);
  return raw;
}

/** Where the first byte that is not 0 is; `end` where there is none. */
function firstByte(bytes: Bytes, start: i32, end: i32): i32 {
  while (start < end && bytes[start] == 0) ++start;
  return start;
}

/** Bytes of a number's content in DER: a zero comes before a first bit that would be a sign. */
function integerSize(bytes: Bytes, first: i32, end: i32): i32 {
  return end - first + (bytes[first] >> 7);
}

/** Puts a number. Its zero, where it has one, is there already. */
function putInteger(der: Bytes, at: i32, size: i32, bytes: Bytes, first: i32, end: i32): void {
  const count = end - first;
  der[at] = <u8>DerTag.Integer;
  der[at + 1] = <u8>size;
  memory.copy(changetype<usize>(der) + at + 2 + size - count, changetype<usize>(bytes) + first, count);
}
