import { Bytes } from "../abi/bytes";
import { sameBytes } from "../abi/same-bytes";
import { digest } from "./digest";
import { HashAlgorithm } from "./hash-algorithm";

/**
 * Whether a message is what EMSA-PSS (RFC 8017, section 9.1.2) makes of a digest, with MGF1 of the same hash algorithm.
 *
 * @param message as many bytes as the modulus has; its content is used up
 * @param modulusBits the bits of the modulus
 * @param saltLength bytes of the salt; less than 0 for any number of them
 */
export function isPssEncoding(
  message: Bytes,
  modulusBits: i32,
  hash: HashAlgorithm,
  digestOfText: Bytes,
  saltLength: i32,
): bool {
  const hashSize = digestOfText.length;
  // The encoding has one bit less than the modulus: that may be one byte less
  const encodedBits = modulusBits - 1;
  const start = encodedBits & 7 ? 0 : 1;
  const maskedSize = message.length - start - hashSize - 1;
  if (maskedSize < max(saltLength, 0) + 1) return false;
  if (start == 1 && message[0] != 0) return false;
  if (message[message.length - 1] != 0xbc) return false;
  const topMask = <u8>(<i32>0xff >> (-encodedBits & 7));
  if (message[start] & ~topMask) return false;

  const code = message.slice<Bytes>(start + maskedSize, start + maskedSize + hashSize);
  const block = changetype<usize>(message) + start;
  unmask(block, maskedSize, hash, code);
  store<u8>(block, load<u8>(block) & topMask);
  // 0s, 01 and the salt
  let salt = 0;
  while (salt < maskedSize && load<u8>(block + salt) == 0) ++salt;
  if (salt == maskedSize || load<u8>(block + salt) != 1) return false;
  ++salt;
  const saltSize = maskedSize - salt;
  if (saltLength >= 0 && saltSize != saltLength) return false;

  const signed = new StaticArray<u8>(8 + hashSize + saltSize);
  memory.copy(changetype<usize>(signed) + 8, changetype<usize>(digestOfText), hashSize);
  memory.copy(changetype<usize>(signed) + 8 + hashSize, block + salt, saltSize);
  return sameBytes(changetype<usize>(digest(hash, signed)), changetype<usize>(code), hashSize);
}

/** Takes the mask that MGF1 (RFC 8017, section B.2.1) makes of a seed off `size` bytes. */
function unmask(data: usize, size: i32, hash: HashAlgorithm, seed: Bytes): void {
  const input = new StaticArray<u8>(seed.length + 4);
  const counterAt = changetype<usize>(input) + seed.length;
  memory.copy(changetype<usize>(input), changetype<usize>(seed), seed.length);
  for (let at = 0, counter: u32 = 0; at < size; ++counter) {
    store<u32>(counterAt, bswap<u32>(counter));
    const mask = digest(hash, input);
    for (let i = 0; i < mask.length && at < size; ++i, ++at) {
      store<u8>(data + at, load<u8>(data + at) ^ unchecked(mask[i]));
    }
  }
}
