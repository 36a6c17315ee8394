import { Bytes } from "../abi/bytes";
import { Hash } from "./hash";
import { compressSha256 } from "./sha256-compress";

/** FIPS 180-4, section 5.3.2. */
function start(): usize {
  return memory.data<u32>([
    0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939, 0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4,
  ]);
}

/**
 * SHA-224 (FIPS 180-4) of data that comes in parts: SHA-256 that starts elsewhere and gives 28 bytes.
 *
 * @example
 * const hash = new Sha224();
 * hash.update(head);
 * hash.update(body);
 * const digest = hash.digest();
 */
@final
export class Sha224 extends Hash {
  @lazy private static one: Sha224 | null = null;

  /** Serves each `sha224(data)`, so that it leaves no other garbage than its result. Of the SDK's own use. */
  static shared(): Sha224 {
    let hash = Sha224.one;
    if (!hash) Sha224.one = hash = new Sha224();
    return hash;
  }

  constructor() {
    super(28, 64);
  }

  protected begin(state: usize): void {
    memory.copy(state, start(), 32);
  }

  protected compress(state: usize, from: usize, to: usize): void {
    compressSha256(state, from, to);
  }
}

/**
 * The SHA-224 (FIPS 180-4) of data: 28 bytes.
 *
 * @example
 * const sum = encodeHex(sha224(encodeUtf8("abc")));
 */
export function sha224(data: Bytes): Bytes {
  return Sha224.shared().digestOf(data);
}
