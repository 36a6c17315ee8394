import { Bytes } from "../abi/bytes";

/**
 * Whether two runs of bytes are the same, in a time that tells nothing about where they differ: for signatures and secrets.
 * It does tell whether they have the same length.
 *
 * @example
 * if (!constantTimeEqual(hmacSha256(key, data), signature)) log.warn("signed by somebody else");
 */
export function constantTimeEqual(a: Bytes, b: Bytes): bool {
  if (a.length != b.length) return false;
  // No branch and no address depends on a byte: all are read, and each difference stays
  let difference: u8 = 0;
  for (let i = 0; i < a.length; ++i) difference |= unchecked(a[i]) ^ unchecked(b[i]);
  return difference == 0;
}
