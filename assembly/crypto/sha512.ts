import { Bytes } from "../abi/bytes";
import { Hash } from "./hash";
import { compressSha512 } from "./sha512-compress";

/** The fractional parts of the square roots of the first eight primes (FIPS 180-4, section 5.3.5). */
function start(): usize {
  return memory.data<u64>([
    0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1, 0x510e527fade682d1,
    0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
  ]);
}

/**
 * SHA-512 (FIPS 180-4) of data that comes in parts.
 *
 * @example
 * const hash = new Sha512();
 * hash.update(head);
 * hash.update(body);
 * const digest = hash.digest();
 */
@final
export class Sha512 extends Hash {
  @lazy private static one: Sha512 | null = null;

  /** Serves each `sha512(data)`, so that it leaves no other garbage than its result. Of the SDK's own use. */
  static shared(): Sha512 {
    let hash = Sha512.one;
    if (!hash) Sha512.one = hash = new Sha512();
    return hash;
  }

  constructor() {
    super(64, 128);
  }

  protected begin(state: usize): void {
    memory.copy(state, start(), 64);
  }

  protected compress(state: usize, from: usize, to: usize): void {
    compressSha512(state, from, to);
  }
}

/**
 * The SHA-512 (FIPS 180-4) of data: 64 bytes.
 *
 * @example
 * const sum = encodeHex(sha512(encodeUtf8("abc")));
 */
export function sha512(data: Bytes): Bytes {
  return Sha512.shared().digestOf(data);
}
