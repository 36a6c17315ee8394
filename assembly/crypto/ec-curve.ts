/**
 * A curve that {@link EcPublicKey} knows (SP 800-186, section 3.2.1).
 *
 * @example
 * const key = EcPublicKey.fromPoint(EcCurve.P384, bytes);
 */
export enum EcCurve {
  /** Also called secp256r1 and prime256v1; numbers have 32 bytes. What ES256 uses. */
  P256,
  /** Also called secp384r1; numbers have 48 bytes. What ES384 uses. */
  P384,
}
