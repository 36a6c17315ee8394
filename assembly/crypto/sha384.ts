import { Bytes } from "../abi/bytes";
import { Hash } from "./hash";
import { compressSha512 } from "./sha512-compress";

/** The fractional parts of the square roots of the ninth to the sixteenth prime (FIPS 180-4, section 5.3.4). */
function start(): usize {
  return memory.data<u64>([
    0xcbbb9d5dc1059ed8, 0x629a292a367cd507, 0x9159015a3070dd17, 0x152fecd8f70e5939, 0x67332667ffc00b31,
    0x8eb44a8768581511, 0xdb0c2e0d64f98fa7, 0x47b5481dbefa4fa4,
  ]);
}

/**
 * SHA-384 (FIPS 180-4) of data that comes in parts: SHA-512 that starts elsewhere and gives 48 bytes.
 *
 * @example
 * const hash = new Sha384();
 * hash.update(head);
 * hash.update(body);
 * const digest = hash.digest();
 */
@final
export class Sha384 extends Hash {
  @lazy private static one: Sha384 | null = null;

  /** Serves each `sha384(data)`, so that it leaves no other garbage than its result. Of the SDK's own use. */
  static shared(): Sha384 {
    let hash = Sha384.one;
    if (!hash) Sha384.one = hash = new Sha384();
    return hash;
  }

  constructor() {
    super(48, 128);
  }

  protected begin(state: usize): void {
    memory.copy(state, start(), 64);
  }

  protected compress(state: usize, from: usize, to: usize): void {
    compressSha512(state, from, to);
  }
}

/**
 * The SHA-384 (FIPS 180-4) of data: 48 bytes.
 *
 * @example
 * const sum = encodeHex(sha384(encodeUtf8("abc")));
 */
export function sha384(data: Bytes): Bytes {
  return Sha384.shared().digestOf(data);
}
