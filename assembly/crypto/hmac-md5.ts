import { Bytes } from "../abi/bytes";
import { hmacWith } from "./hmac-with";
import { Md5 } from "./md5";

/**
 * HMAC-MD5 (RFC 2104): 16 bytes that only who has the key can make. It is here for what others
 * have fixed, such as tokens of content delivery networks; take `hmacSha256` wherever there is a choice.
 *
 * @example
 * const token = encodeHex(hmacMd5(key, encodeUtf8(path)));
 */
export function hmacMd5(key: Bytes, data: Bytes): Bytes {
  return hmacWith(Md5.shared(), key, data);
}
