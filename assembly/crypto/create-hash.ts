import { Hash } from "./hash";
import { HashAlgorithm } from "./hash-algorithm";
import { Sha224 } from "./sha224";
import { Sha256 } from "./sha256";
import { Sha384 } from "./sha384";
import { Sha512 } from "./sha512";

/**
 * A hash for data that comes in parts, by an algorithm that is only known when the filter runs. Where it is known before,
 * `new Sha256()` and the like keep the others out of the module.
 *
 * @example
 * const hash = createHash(HashAlgorithm.Sha384);
 * hash.update(head);
 * hash.update(body);
 * const sum = hash.digest();
 */
export function createHash(algorithm: HashAlgorithm): Hash {
  switch (algorithm) {
    case HashAlgorithm.Sha224:
      return new Sha224();
    case HashAlgorithm.Sha256:
      return new Sha256();
    case HashAlgorithm.Sha384:
      return new Sha384();
    default:
      return new Sha512();
  }
}
