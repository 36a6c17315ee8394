import { Bytes } from "../abi/bytes";
import { hmacWith } from "./hmac-with";
import { Sha256 } from "./sha256";

/**
 * HMAC-SHA-256 (RFC 2104): 32 bytes that only who has the key can make. Compare it with `constantTimeEqual`; for many messages
 * with one key, {@link Hmac} is faster.
 *
 * @example
 * const valid = constantTimeEqual(hmacSha256(key, encodeUtf8(text)), signature);
 */
export function hmacSha256(key: Bytes, data: Bytes): Bytes {
  return hmacWith(Sha256.shared(), key, data);
}
