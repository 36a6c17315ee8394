/**
 * A member of the SHA-2 family (FIPS 180-4) that signatures and codes are made with.
 *
 * @example
 * const sum = digest(HashAlgorithm.Sha256, encodeUtf8("abc"));
 */
export enum HashAlgorithm {
  /** 28 bytes. */
  Sha224,
  /** 32 bytes: what RS256, PS256, ES256 and HS256 use. */
  Sha256,
  /** 48 bytes: what RS384, PS384, ES384 and HS384 use. */
  Sha384,
  /** 64 bytes: what RS512, PS512, ES512, HS512 and Ed25519 use. */
  Sha512,
}
