import { Bytes } from "../abi/bytes";
import { hmacWith } from "./hmac-with";
import { Sha384 } from "./sha384";

/**
 * HMAC-SHA-384 (RFC 2104): 48 bytes that only who has the key can make. Compare it with `constantTimeEqual`; for many messages
 * with one key, {@link Hmac} is faster.
 *
 * @example
 * const valid = constantTimeEqual(hmacSha384(key, encodeUtf8(text)), signature);
 */
export function hmacSha384(key: Bytes, data: Bytes): Bytes {
  return hmacWith(Sha384.shared(), key, data);
}
