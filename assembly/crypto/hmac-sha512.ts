import { Bytes } from "../abi/bytes";
import { hmacWith } from "./hmac-with";
import { Sha512 } from "./sha512";

/**
 * HMAC-SHA-512 (RFC 2104): 64 bytes that only who has the key can make. Compare it with `constantTimeEqual`; for many messages
 * with one key, {@link Hmac} is faster.
 *
 * @example
 * const valid = constantTimeEqual(hmacSha512(key, encodeUtf8(text)), signature);
 */
export function hmacSha512(key: Bytes, data: Bytes): Bytes {
  return hmacWith(Sha512.shared(), key, data);
}
