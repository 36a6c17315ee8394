import { Bytes } from "../abi/bytes";
import { Sha256, sha256 } from "./sha256";

const blockSize: i32 = 64;

/**
 * HMAC-SHA256 (RFC 2104): 32 bytes that only who has the key can make. Compare it with `constantTimeEqual`.
 *
 * @example
 * const valid = constantTimeEqual(hmacSha256(key, encodeUtf8(text)), signature);
 */
export function hmacSha256(key: Bytes, data: Bytes): Bytes {
  const shortKey = key.length > blockSize ? sha256(key) : key;
  const inner = new Sha256();
  inner.update(padded(shortKey, 0x36));
  inner.update(data);
  const outer = new Sha256();
  outer.update(padded(shortKey, 0x5c));
  outer.update(inner.digest());
  return outer.digest();
}

function padded(key: Bytes, pad: u8): Bytes {
  const block = new StaticArray<u8>(blockSize);
  for (let i = 0; i < blockSize; ++i) block[i] = i < key.length ? key[i] ^ pad : pad;
  return block;
}
