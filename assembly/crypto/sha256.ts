import { Bytes } from "../abi/bytes";
import { Hash } from "./hash";
import { compressSha256 } from "./sha256-compress";

/** The fractional parts of the square roots of the first eight primes (FIPS 180-4, section 5.3.3). */
function start(): usize {
  return memory.data<u32>([
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
  ]);
}

/**
 * SHA-256 (FIPS 180-4) of data that comes in parts.
 *
 * @example
 * const hash = new Sha256();
 * hash.update(head);
 * hash.update(body);
 * const digest = hash.digest();
 */
@final
export class Sha256 extends Hash {
  @lazy private static one: Sha256 | null = null;

  /** Serves each `sha256(data)`, so that it leaves no other garbage than its result. Of the SDK's own use. */
  static shared(): Sha256 {
    let hash = Sha256.one;
    if (!hash) Sha256.one = hash = new Sha256();
    return hash;
  }

  constructor() {
    super(32, 64);
  }

  protected begin(state: usize): void {
    memory.copy(state, start(), 32);
  }

  protected compress(state: usize, from: usize, to: usize): void {
    compressSha256(state, from, to);
  }
}

/**
 * The SHA-256 (FIPS 180-4) of data: 32 bytes.
 *
 * @example
 * const sum = encodeHex(sha256(encodeUtf8("abc")));
 */
export function sha256(data: Bytes): Bytes {
  return Sha256.shared().digestOf(data);
}
