import { Bytes } from "../abi/bytes";
import { sameBytes } from "../abi/same-bytes";
import { HashAlgorithm } from "./hash-algorithm";

/** Bytes of a DigestInfo before the digest. */
const prefixSize: i32 = 19;

/** A DigestInfo for SHA-2 up to the digest (RFC 8017, section 9.2): the 0s at 1, 14 and 18 depend on the algorithm. */
function prefix(): usize {
  return memory.data<u8>([
    0x30, 0, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0, 0x05, 0, 0x04, 0,
  ]);
}

/**
 * Whether a message is exactly what EMSA-PKCS1-v1_5 (RFC 8017, section 9.2) makes of a digest: 00 01, at least eight FF, 00 and
 * the DigestInfo, whose parameter is NULL. No other encoding of it passes.
 */
export function isPkcs1Encoding(message: Bytes, hash: HashAlgorithm, digest: Bytes): bool {
  const padding = message.length - 3 - prefixSize - digest.length;
  if (padding < 8) return false;
  const start = changetype<usize>(message);
  if (load<u16>(start) != 0x0100) return false;
  for (let i = 0; i < padding; ++i) if (load<u8>(start + i, 2) != 0xff) return false;
  const info = start + padding + 3;
  if (load<u8>(info - 1)) return false;
  for (let i = 0; i < prefixSize; ++i) if (load<u8>(info + i) != prefixByte(i, hash, digest.length)) return false;
  return sameBytes(info + prefixSize, changetype<usize>(digest), digest.length);
}

function prefixByte(at: i32, hash: HashAlgorithm, digestSize: i32): u8 {
  if (at == 1) return <u8>(prefixSize - 2 + digestSize);
  if (at == 14) return identifier(hash);
  return at == 18 ? <u8>digestSize : load<u8>(prefix() + at);
}

/** The last part of an algorithm's object identifier, 2.16.840.1.101.3.4.2.x. */
function identifier(hash: HashAlgorithm): u8 {
  switch (hash) {
    case HashAlgorithm.Sha224:
      return 4;
    case HashAlgorithm.Sha256:
      return 1;
    case HashAlgorithm.Sha384:
      return 2;
    default:
      return 3;
  }
}
