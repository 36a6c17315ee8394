import { Bytes, copyBytes } from "../abi/bytes";
import { baseWidth, Ed25519Base } from "./ed25519-base";
import { multiplesSize, putMultiples, putSum } from "./ed25519-multiples";
import { negatePoint, readPoint, writePoint } from "./ed25519-point";
import { digitCount, isBelowOrder, putDigits, reduce } from "./ed25519-scalar";
import { Sha512 } from "./sha512";

const keySize: i32 = 32;
const signatureSize: i32 = 64;

/** Width of the digits of what a key is multiplied with. */
const keyWidth: i32 = 5;

/** What comes before the 32 bytes of a key in its SubjectPublicKeyInfo: the algorithm 1.3.101.112 (RFC 8410, section 4). */
function spkiPrefix(): usize {
  return memory.data<u8>([0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00]);
}
const spkiPrefixSize: i32 = 12;

/** What these functions work on: a point, a hash, its remainder and two rows of digits. */
function scratch(): usize {
  return memory.data(160 + 64 + 32 + 2 * 256);
}

/**
 * A public key of Ed25519 (RFC 8032), ready to verify signatures: those of JSON web tokens with EdDSA, say. Making it takes
 * longer than verifying a signature (80 and 60 µs were measured) and keeps 5 KiB, so make it once. The first key also takes
 * 100 µs and 10 KiB for the base point.
 *
 * @example
 * const key = Ed25519PublicKey.fromBytes(raw);
 * if (!key) log.error("the key is no Ed25519 key");
 * else if (key.verify(encodeUtf8(text), signature)) log.info("signed");
 */
export class Ed25519PublicKey {
  /** The key as it was given: it is part of what is hashed. */
  private encoded: Bytes;
  /** Multiples of the negative of the key's point. */
  private multiples: Bytes;

  private constructor(encoded: Bytes, multiples: Bytes) {
    this.encoded = encoded;
    this.multiples = multiples;
  }

  /**
   * A key of its 32 bytes, the `x` of a JSON web key; `null` where they are not 32 or no point of the curve. Like BoringSSL and
   * OpenSSL it takes the few points of small order too, for which anybody can sign: keys must come from who is trusted.
   */
  static fromBytes(bytes: Bytes): Ed25519PublicKey | null {
    return bytes.length == keySize ? Ed25519PublicKey.at(changetype<usize>(bytes)) : null;
  }

  /**
   * A key of its SubjectPublicKeyInfo as DER (RFC 8410): what a PEM block `PUBLIC KEY` has inside. `null` where it is anything
   * else, or no point of the curve.
   */
  static fromSpki(der: Bytes): Ed25519PublicKey | null {
    if (der.length != spkiPrefixSize + keySize) return null;
    const at = changetype<usize>(der);
    return memory.compare(at, spkiPrefix(), spkiPrefixSize) ? null : Ed25519PublicKey.at(at + spkiPrefixSize);
  }

  /**
   * Whether a signature, of 64 bytes, is this key's for a text; false for any other length. As in BoringSSL and OpenSSL S must
   * be below the order, R must be written in the one right way, and the cofactor does not count.
   */
  verify(text: Bytes, signature: Bytes): bool {
    if (signature.length != signatureSize) return false;
    const r = changetype<usize>(signature);
    const s = r + 32;
    if (!isBelowOrder(s)) return false;

    const point = scratch();
    const hash = point + 160;
    const remainder = hash + 64;
    const digitsOfHash = remainder + 32;
    const digitsOfS = digitsOfHash + digitCount;
    const sha512 = Sha512.shared();
    sha512.reset();
    sha512.updateAt(r, 32);
    sha512.update(this.encoded);
    sha512.update(text);
    sha512.digestTo(hash);
    reduce(remainder, hash);
    putDigits(digitsOfHash, remainder, keyWidth);
    putDigits(digitsOfS, s, baseWidth);

    // R = S B - hash A
    putSum(
      point,
      digitsOfHash,
      changetype<usize>(this.multiples),
      keyWidth,
      digitsOfS,
      Ed25519Base.multiples(),
      baseWidth,
    );
    writePoint(hash, point);
    return memory.compare(hash, r, 32) == 0;
  }

  private static at(encoded: usize): Ed25519PublicKey | null {
    const point = scratch();
    if (!readPoint(point, encoded)) return null;
    negatePoint(point);
    const multiples = new StaticArray<u8>(multiplesSize(keyWidth));
    putMultiples(changetype<usize>(multiples), point, keyWidth);
    // Now, that no request waits for it
    Ed25519Base.multiples();
    return new Ed25519PublicKey(copyBytes(encoded, keySize), multiples);
  }
}
