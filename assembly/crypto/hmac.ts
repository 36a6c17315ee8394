import { Bytes } from "../abi/bytes";
import { constantTimeEqual } from "./constant-time-equal";
import { Hash } from "./hash";
import { HashAlgorithm } from "./hash-algorithm";
import { finishHmac, hmacWith, putStates, statesSize } from "./hmac-with";
import { Sha224 } from "./sha224";
import { Sha256 } from "./sha256";
import { Sha384 } from "./sha384";
import { Sha512 } from "./sha512";

/**
 * HMAC (RFC 2104) with one key for many messages, or of data that comes in parts. The key is worked in once, which saves
 * each message two blocks of hashing: half of the time where the message is short.
 *
 * @example
 * const hmac = new Hmac(new Sha256(), key);
 * const valid = hmac.verify(encodeUtf8(text), signature);
 *
 * @example
 * hmac.update(head);
 * hmac.update(body);
 * const code = hmac.digest();
 */
@final
export class Hmac {
  private hash: Hash;
  private states: Bytes = new StaticArray<u8>(statesSize);

  /**
   * @param hash what to hash with; it belongs to the HMAC from now on. `createHash(algorithm)` makes the one of an algorithm
   * @param key the secret, of any length. What is longer than a block of the hash is hashed first
   */
  constructor(hash: Hash, key: Bytes) {
    this.hash = hash;
    putStates(hash, key, changetype<usize>(this.states));
    this.reset();
  }

  /** Bytes of the code. */
  get size(): i32 {
    return this.hash.digestSize;
  }

  /** Forgets what was added since the last {@link digest}. */
  reset(): void {
    this.hash.restoreState(changetype<usize>(this.states));
  }

  /** Adds data to the message: the bytes from index `start` to before `end`, all when not given. */
  update(data: Bytes, start: i32 = 0, end: i32 = i32.MAX_VALUE): void {
    this.hash.update(data, start, end);
  }

  /** The code of what was added. What is added after it belongs to the next message. */
  digest(): Bytes {
    const code = finishHmac(this.hash, changetype<usize>(this.states));
    this.reset();
    return code;
  }

  /** The code of a whole message. */
  sign(data: Bytes): Bytes {
    this.reset();
    this.update(data);
    return this.digest();
  }

  /** Whether a code is that of a whole message, in a time that tells nothing about where it is not. */
  verify(data: Bytes, code: Bytes): bool {
    return constantTimeEqual(this.sign(data), code);
  }
}

/**
 * The HMAC (RFC 2104) of data by an algorithm that is only known when the filter runs: that of a token, say. Where it is
 * known before, `hmacSha256(key, data)` and the like keep the others out of the module. Compare it with `constantTimeEqual`;
 * for many messages with one key, {@link Hmac} is faster.
 *
 * @example
 * const valid = constantTimeEqual(hmac(HashAlgorithm.Sha384, key, encodeUtf8(text)), signature);
 */
export function hmac(algorithm: HashAlgorithm, key: Bytes, data: Bytes): Bytes {
  switch (algorithm) {
    case HashAlgorithm.Sha224:
      return hmacWith(Sha224.shared(), key, data);
    case HashAlgorithm.Sha256:
      return hmacWith(Sha256.shared(), key, data);
    case HashAlgorithm.Sha384:
      return hmacWith(Sha384.shared(), key, data);
    default:
      return hmacWith(Sha512.shared(), key, data);
  }
}
