import { Bytes } from "../abi/bytes";
import { Ed25519PublicKey } from "./ed25519-public-key";

/**
 * Whether a signature, of 64 bytes, is that of a public key, of 32 bytes, for a text (Ed25519, RFC 8032). False also where
 * the key is none. For many signatures of one key, {@link Ed25519PublicKey} is faster.
 *
 * @example
 * const valid = verifyEd25519(publicKey, encodeUtf8(text), signature);
 */
export function verifyEd25519(publicKey: Bytes, text: Bytes, signature: Bytes): bool {
  const key = Ed25519PublicKey.fromBytes(publicKey);
  return key ? key.verify(text, signature) : false;
}
