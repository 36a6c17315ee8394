import { Bytes } from "../abi/bytes";
import { sameBytes } from "../abi/same-bytes";
import { DerReader } from "../encoding/der-reader";
import { DerTag } from "../encoding/der-tag";
import { decodePem } from "../encoding/pem";
import { digest } from "./digest";
import { digestSize } from "./digest-size";
import { HashAlgorithm } from "./hash-algorithm";
import { MontgomeryModulus } from "./montgomery-modulus";
import { isPkcs1Encoding } from "./rsa-pkcs1";
import { isPssEncoding } from "./rsa-pss";

const minBits: i32 = 1024;
const maxBits: i32 = 8192;
/** 33 bits: the largest exponent that BoringSSL takes, against keys that are made to take long. */
const maxExponent: u64 = 0x1ffffffff;

/** The DER of rsaEncryption (1.2.840.113549.1.1.1) with its parameter NULL (RFC 3279, section 2.3.1). */
const algorithmSize: i32 = 13;
function algorithm(): usize {
  return memory.data<u8>([0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00]);
}

/**
 * An RSA public key that checks signatures in the filter itself, where the host cannot (`verifySignature`). Make it once, when
 * the plugin is configured, and keep it: making it takes about as long as checking a signature, which is some 50 µs for 2048
 * bits and 200 µs for 4096.
 *
 * The modulus has 1024 to 8192 bits; the exponent is odd, at least 3 and of at most 33 bits, as in BoringSSL, which Envoy uses.
 * Keys of less than 2048 bits are not safe: they are here to check what old keys have signed, and JWTs must not use them
 * (RFC 7518, section 3.3); refuse them by {@link bits}.
 *
 * Everything that it works on is public, and the time that it takes tells about it.
 *
 * Source: RFC 8017 (PKCS #1).
 *
 * @example
 * const key = RsaPublicKey.fromPem(pem);
 * if (key && key.verifyPkcs1v15(HashAlgorithm.Sha256, encodeUtf8("text"), signature)) log.info("valid");
 */
export class RsaPublicKey {
  private modulus: MontgomeryModulus;
  private exponent: u64;

  private constructor(modulus: MontgomeryModulus, exponent: u64) {
    this.modulus = modulus;
    this.exponent = exponent;
  }

  /**
   * A key from the bytes of its modulus and exponent, big-endian: the decoded `n` and `e` of a JWK (RFC 7518, section 6.3.1).
   * Leading zeros do not matter. `null` for a modulus or an exponent that is not taken, even ones included.
   *
   * @example
   * const n = decodeBase64Url(jwkN);
   * const e = decodeBase64Url("AQAB");
   * const key = n && e ? RsaPublicKey.fromComponents(n, e) : null;
   */
  static fromComponents(modulus: Bytes, exponent: Bytes): RsaPublicKey | null {
    const n = withoutLeadingZeros(modulus);
    const e = smallNumber(withoutLeadingZeros(exponent));
    if (e < 3 || e > maxExponent || (e & 1) == 0) return null;
    if (n.length < minBits >> 3 || n.length > maxBits >> 3) return null;
    if (n.length == minBits >> 3 && n[0] < 0x80) return null;
    if ((n[n.length - 1] & 1) == 0) return null;
    return new RsaPublicKey(new MontgomeryModulus(n), e);
  }

  /**
   * A key from a SubjectPublicKeyInfo as DER (RFC 5280, section 4.1.2.7). `null` for anything else: other algorithms, bytes
   * after it, encodings that are no DER.
   *
   * @example
   * const key = RsaPublicKey.fromSpki(der);
   */
  static fromSpki(der: Bytes): RsaPublicKey | null {
    const outer = new DerReader(der);
    const info = outer.enter(DerTag.Sequence);
    if (!info || !outer.atEnd) return null;
    const identifier = info.read(DerTag.Sequence);
    if (!identifier || identifier.length != algorithmSize) return null;
    if (!sameBytes(changetype<usize>(identifier), algorithm(), algorithmSize)) return null;
    const key = info.readBitString();
    return key && info.atEnd ? RsaPublicKey.fromPkcs1(key) : null;
  }

  /**
   * A key from an RSAPublicKey as DER (RFC 8017, section A.1.1). `null` for anything else.
   *
   * @example
   * const key = RsaPublicKey.fromPkcs1(der);
   */
  static fromPkcs1(der: Bytes): RsaPublicKey | null {
    const outer = new DerReader(der);
    const sequence = outer.enter(DerTag.Sequence);
    if (!sequence || !outer.atEnd) return null;
    const modulus = sequence.readUnsigned();
    const exponent = sequence.readUnsigned();
    if (!modulus || !exponent || !sequence.atEnd) return null;
    return RsaPublicKey.fromComponents(modulus, exponent);
  }

  /**
   * A key from PEM: the first `-----BEGIN PUBLIC KEY-----` (a SubjectPublicKeyInfo), or where there is none the first
   * `-----BEGIN RSA PUBLIC KEY-----` (PKCS #1). `null` when neither is there or it holds no key.
   *
   * @example
   * const key = RsaPublicKey.fromPem(pem);
   * if (!key) log.error("the public key is not readable");
   */
  static fromPem(text: string): RsaPublicKey | null {
    const spki = decodePem(text, "PUBLIC KEY");
    if (spki) return RsaPublicKey.fromSpki(spki);
    const pkcs1 = decodePem(text, "RSA PUBLIC KEY");
    return pkcs1 ? RsaPublicKey.fromPkcs1(pkcs1) : null;
  }

  /** The bits of the modulus. */
  get bits(): i32 {
    return this.modulus.bits;
  }

  /**
   * Whether a signature of a text is valid by RSASSA-PKCS1-v1_5 (RFC 8017, section 8.2.2): RS256, RS384 and RS512 of JWTs. The
   * signature has as many bytes as the modulus. Nothing but the one right encoding passes, as in Envoy's `verify_signature`.
   *
   * @param text what was signed; it is hashed here
   *
   * @example
   * const valid = key.verifyPkcs1v15(HashAlgorithm.Sha256, encodeUtf8(signedPart), signature);
   */
  verifyPkcs1v15(hash: HashAlgorithm, text: Bytes, signature: Bytes): bool {
    const message = this.modulus.power(signature, this.exponent);
    return message ? isPkcs1Encoding(message, hash, digest(hash, text)) : false;
  }

  /**
   * Whether a signature of a text is valid by RSASSA-PSS (RFC 8017, section 8.1.2) with MGF1 of the same hash: PS256, PS384 and
   * PS512 of JWTs. The signature has as many bytes as the modulus.
   *
   * @param text what was signed; it is hashed here
   * @param saltLength bytes of the salt; -1 for as many as the hash has, which JWTs must have (RFC 7518, section 3.5), and -2
   * for any number of them
   *
   * @example
   * const valid = key.verifyPss(HashAlgorithm.Sha256, encodeUtf8(signedPart), signature);
   */
  verifyPss(hash: HashAlgorithm, text: Bytes, signature: Bytes, saltLength: i32 = -1): bool {
    const message = this.modulus.power(signature, this.exponent);
    if (!message) return false;
    const length = saltLength == -1 ? digestSize(hash) : saltLength;
    return isPssEncoding(message, this.modulus.bits, hash, digest(hash, text), length);
  }
}

function withoutLeadingZeros(number: Bytes): Bytes {
  let zeros = 0;
  while (zeros < number.length && number[zeros] == 0) ++zeros;
  return zeros ? number.slice<Bytes>(zeros) : number;
}

/** A number of at most eight bytes; 0 for a larger one. */
function smallNumber(bytes: Bytes): u64 {
  if (bytes.length > 8) return 0;
  let number: u64 = 0;
  for (let i = 0; i < bytes.length; ++i) number = (number << 8) | bytes[i];
  return number;
}
