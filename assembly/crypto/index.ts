/**
 * Hashes and signatures in AssemblyScript, for hosts without the foreign functions of Envoy and for what those do not know.
 *
 * @module
 */
export { constantTimeEqual } from "./constant-time-equal";
export { createHash } from "./create-hash";
export { digest } from "./digest";
export { digestSize } from "./digest-size";
export { EcCurve } from "./ec-curve";
export { EcPublicKey } from "./ec-public-key";
export { ecdsaSignatureFromDer, ecdsaSignatureToDer } from "./ecdsa-signature";
export { verifyEd25519 } from "./ed25519";
export { Ed25519PublicKey } from "./ed25519-public-key";
export { Hash } from "./hash";
export { HashAlgorithm } from "./hash-algorithm";
export { Hmac, hmac } from "./hmac";
export { hmacMd5 } from "./hmac-md5";
export { hmacSha1 } from "./hmac-sha1";
export { hmacSha256 } from "./hmac-sha256";
export { hmacSha384 } from "./hmac-sha384";
export { hmacSha512 } from "./hmac-sha512";
export { Md5, md5 } from "./md5";
export { RsaPublicKey } from "./rsa-public-key";
export { Sha1, sha1 } from "./sha1";
export { Sha224, sha224 } from "./sha224";
export { Sha256, sha256 } from "./sha256";
export { Sha384, sha384 } from "./sha384";
export { Sha512, sha512 } from "./sha512";
export { Sha512_256, sha512_256 } from "./sha512-256";
