import { Bytes } from "../abi/bytes";
import { HashAlgorithm } from "./hash-algorithm";
import { sha224 } from "./sha224";
import { sha256 } from "./sha256";
import { sha384 } from "./sha384";
import { sha512 } from "./sha512";

/**
 * The digest of data by an algorithm that is only known when the filter runs: that of a token, say. Where it is known before,
 * `sha256(data)` and the like keep the others out of the module.
 *
 * @example
 * const sum = digest(HashAlgorithm.Sha384, encodeUtf8("abc"));
 */
export function digest(algorithm: HashAlgorithm, data: Bytes): Bytes {
  switch (algorithm) {
    case HashAlgorithm.Sha224:
      return sha224(data);
    case HashAlgorithm.Sha256:
      return sha256(data);
    case HashAlgorithm.Sha384:
      return sha384(data);
    default:
      return sha512(data);
  }
}
