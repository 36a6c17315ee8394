import { Bytes } from "../abi/bytes";
import { hmacWith } from "./hmac-with";
import { Sha1 } from "./sha1";

/**
 * HMAC-SHA-1 (RFC 2104): 20 bytes that only who has the key can make. It is here for what others
 * have fixed, such as one-time passwords (RFC 6238); take `hmacSha256` wherever there is a choice.
 *
 * @example
 * const code = hmacSha1(key, counter);
 */
export function hmacSha1(key: Bytes, data: Bytes): Bytes {
  return hmacWith(Sha1.shared(), key, data);
}
