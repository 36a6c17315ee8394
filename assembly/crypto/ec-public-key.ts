import { Bytes } from "../abi/bytes";
import { sameBytes } from "../abi/same-bytes";
import { DerReader } from "../encoding/der-reader";
import { DerTag } from "../encoding/der-tag";
import { decodePem } from "../encoding/pem";
import { digest } from "./digest";
import { decompress, readCoordinates } from "./ec-coordinates";
import { EcCurve } from "./ec-curve";
import { EcDomain, ecDomain } from "./ec-domain";
import { baseTable, makeTable } from "./ec-table";
import { ecdsaSignatureFromDer } from "./ecdsa-signature";
import { verifyEcdsa } from "./ecdsa-verify";
import { HashAlgorithm } from "./hash-algorithm";

/** The DER of id-ecPublicKey (1.2.840.10045.2.1) with a named curve (RFC 5480, section 2.1.1): prime256v1. */
const algorithmSizeP256: i32 = 19;
function algorithmP256(): usize {
  return memory.data<u8>([
    0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07,
  ]);
}

/** The same with secp384r1. */
const algorithmSizeP384: i32 = 16;
function algorithmP384(): usize {
  return memory.data<u8>([
    0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x22,
  ]);
}

/**
 * A public key of ECDSA over P-256 or P-384 that checks signatures in the filter itself, on any host, about as fast as Envoy's
 * `verify_signature`. Make it once, when the plugin is configured, and keep it: making it takes as long as checking one or two
 * signatures, for a table of 2.3 KB (P-384: 3.6 KB) that each check uses. The first key of a curve takes twice as long.
 *
 * Everything that it works on is public, and the time that it takes tells about it: it is no base for making signatures.
 *
 * Source: FIPS 186-5 (section 6.4.2), SP 800-186.
 *
 * @example
 * const key = EcPublicKey.fromPem(pem);
 * if (key && key.verify(HashAlgorithm.Sha256, encodeUtf8("text"), signature)) log.info("valid");
 */
export class EcPublicKey {
  /** The key's curve. */
  readonly curve: EcCurve;
  private domain: EcDomain;
  /** Multiples of the key's point. */
  private table: Bytes;

  private constructor(curve: EcCurve, domain: EcDomain, table: Bytes) {
    this.curve = curve;
    this.domain = domain;
    this.table = table;
  }

  /**
   * A key from the coordinates of its point, big-endian: the decoded `x` and `y` of a JWK (RFC 7518, section 6.2.1). Both have the
   * full size of the curve's numbers, zeros included: 32 or 48 bytes. `null` for another size and for a point that is not on
   * the curve.
   *
   * @example
   * const x = decodeBase64Url("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU");
   * const y = decodeBase64Url("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0");
   * const key = x && y ? EcPublicKey.fromCoordinates(EcCurve.P256, x, y) : null;
   */
  static fromCoordinates(curve: EcCurve, x: Bytes, y: Bytes): EcPublicKey | null {
    const domain = ecDomain(curve);
    if (x.length != domain.size || y.length != domain.size) return null;
    return EcPublicKey.of(curve, domain, readCoordinates(domain, changetype<usize>(x), changetype<usize>(y)));
  }

  /**
   * A key from a point's bytes, plain or compressed (SEC 1, section 2.3.4). `null` for infinity, for a point that is not on the
   * curve and for anything else.
   *
   * @example
   * const key = EcPublicKey.fromPoint(EcCurve.P256, bytes);
   */
  static fromPoint(curve: EcCurve, bytes: Bytes): EcPublicKey | null {
    const domain = ecDomain(curve);
    const size = domain.size;
    if (bytes.length == 0) return null;
    const form = bytes[0];
    const x = changetype<usize>(bytes) + 1;
    if (form == 4 && bytes.length == 1 + 2 * size)
      return EcPublicKey.of(curve, domain, readCoordinates(domain, x, x + size));
    if ((form == 2 || form == 3) && bytes.length == 1 + size)
      return EcPublicKey.of(curve, domain, decompress(domain, x, form == 3));
    return null;
  }

  /**
   * A key from a SubjectPublicKeyInfo as DER (RFC 5480), which names the curve. `null` for anything else: other curves and
   * algorithms, bytes after it, encodings that are no DER, points that are not on the curve.
   *
   * @example
   * const key = EcPublicKey.fromSpki(der);
   */
  static fromSpki(der: Bytes): EcPublicKey | null {
    const outer = new DerReader(der);
    const info = outer.enter(DerTag.Sequence);
    if (!info || !outer.atEnd) return null;
    const algorithm = info.read(DerTag.Sequence);
    const point = info.readBitString();
    if (!algorithm || !point || !info.atEnd) return null;
    if (isAlgorithm(algorithm, algorithmP256(), algorithmSizeP256)) return EcPublicKey.fromPoint(EcCurve.P256, point);
    if (isAlgorithm(algorithm, algorithmP384(), algorithmSizeP384)) return EcPublicKey.fromPoint(EcCurve.P384, point);
    return null;
  }

  /**
   * A key from PEM: the first `-----BEGIN PUBLIC KEY-----` (a SubjectPublicKeyInfo). `null` when there is none or it holds no
   * such key.
   *
   * @example
   * const key = EcPublicKey.fromPem(pem);
   * if (!key) log.error("the public key is not readable");
   */
  static fromPem(text: string): EcPublicKey | null {
    const der = decodePem(text, "PUBLIC KEY");
    return der ? EcPublicKey.fromSpki(der) : null;
  }

  /**
   * Whether a signature of a text is valid, in the form that JWTs have: r and s one after the other, each of the full size of the
   * curve's numbers (RFC 7518, section 3.4): 64 or 96 bytes. Another size is not valid. As ECDSA has it, with (r, s) its twin
   * (r, n - s) is valid too: do not tell signatures apart by their bytes.
   *
   * @param hash the hash that is signed: SHA-256 for ES256, SHA-384 for ES384. Of one longer than the curve's numbers, the first
   * bytes count.
   * @param text what was signed; it is hashed here
   *
   * @example
   * const valid = key.verify(HashAlgorithm.Sha256, encodeUtf8(signedPart), signature);
   */
  verify(hash: HashAlgorithm, text: Bytes, signature: Bytes): bool {
    if (signature.length != 2 * this.domain.size) return false;
    return verifyEcdsa(this.domain, this.table, digest(hash, text), changetype<usize>(signature));
  }

  /**
   * Like {@link verify}, for a signature in DER, as X.509, OpenSSL and most others have it. What is not DER to the letter is not
   * valid.
   *
   * @example
   * const valid = key.verifyDer(HashAlgorithm.Sha256, encodeUtf8("text"), signature);
   */
  verifyDer(hash: HashAlgorithm, text: Bytes, signature: Bytes): bool {
    const raw = ecdsaSignatureFromDer(signature, this.domain.size);
    return raw ? this.verify(hash, text, raw) : false;
  }

  private static of(curve: EcCurve, domain: EcDomain, point: Bytes | null): EcPublicKey | null {
    if (!point) return null;
    // So that the first check does not have to make it
    baseTable(domain);
    const x = changetype<usize>(point);
    return new EcPublicKey(curve, domain, makeTable(domain, x, x + ((<usize>domain.limbs) << 2)));
  }
}

function isAlgorithm(bytes: Bytes, algorithm: usize, size: i32): bool {
  return bytes.length == size && sameBytes(changetype<usize>(bytes), algorithm, size);
}
