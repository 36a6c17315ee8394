import { HashAlgorithm } from "./hash-algorithm";

/**
 * The bytes of an algorithm's digest: 28, 32, 48 or 64.
 *
 * @example
 * const salt = new StaticArray<u8>(digestSize(HashAlgorithm.Sha384));
 */
export function digestSize(algorithm: HashAlgorithm): i32 {
  switch (algorithm) {
    case HashAlgorithm.Sha224:
      return 28;
    case HashAlgorithm.Sha256:
      return 32;
    case HashAlgorithm.Sha384:
      return 48;
    default:
      return 64;
  }
}
