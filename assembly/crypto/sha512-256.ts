import { Bytes } from "../abi/bytes";
import { Hash } from "./hash";
import { compressSha512 } from "./sha512-compress";

/** What SHA-512 gives for the name of the algorithm when it starts at other values (FIPS 180-4, sections 5.3.6 and 5.3.6.2). */
function start(): usize {
  return memory.data<u64>([
    0x22312194fc2bf72c, 0x9f555fa3c84c64c2, 0x2393b86b6f53b151, 0x963877195940eabd, 0x96283ee2a88effe3,
    0xbe5e1e2553863992, 0x2b0199fc2c85b8aa, 0x0eb72ddc81c52ca2,
  ]);
}

/**
 * SHA-512/256 (FIPS 180-4) of data that comes in parts: SHA-512 that starts elsewhere and gives 32 bytes.
 *
 * @example
 * const hash = new Sha512_256();
 * hash.update(head);
 * hash.update(body);
 * const digest = hash.digest();
 */
@final
export class Sha512_256 extends Hash {
  @lazy private static one: Sha512_256 | null = null;

  /** Serves each `sha512_256(data)`, so that it leaves no other garbage than its result. Of the SDK's own use. */
  static shared(): Sha512_256 {
    let hash = Sha512_256.one;
    if (!hash) Sha512_256.one = hash = new Sha512_256();
    return hash;
  }

  constructor() {
    super(32, 128);
  }

  protected begin(state: usize): void {
    memory.copy(state, start(), 64);
  }

  protected compress(state: usize, from: usize, to: usize): void {
    compressSha512(state, from, to);
  }
}

/**
 * The SHA-512/256 (FIPS 180-4) of data: 32 bytes.
 *
 * @example
 * const sum = encodeHex(sha512_256(encodeUtf8("abc")));
 */
export function sha512_256(data: Bytes): Bytes {
  return Sha512_256.shared().digestOf(data);
}
