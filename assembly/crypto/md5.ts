import { Bytes } from "../abi/bytes";
import { Hash } from "./hash";
import { compressMd5 } from "./md5-compress";

/** RFC 1321, section 3.3. */
function start(): usize {
  return memory.data<u32>([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476]);
}

/**
 * MD5 (RFC 1321) of data that comes in parts. MD5 is broken: a moment is enough to make two texts of the same hash. It is
 * here only for what others have fixed, such as tokens of content delivery networks.
 *
 * @example
 * const hash = new Md5();
 * hash.update(head);
 * hash.update(body);
 * const digest = hash.digest();
 */
@final
export class Md5 extends Hash {
  @lazy private static one: Md5 | null = null;

  /** Serves each `md5(data)`, so that it leaves no other garbage than its result. Of the SDK's own use. */
  static shared(): Md5 {
    let hash = Md5.one;
    if (!hash) Md5.one = hash = new Md5();
    return hash;
  }

  constructor() {
    super(16, 64);
  }

  protected begin(state: usize): void {
    memory.copy(state, start(), 16);
  }

  protected compress(state: usize, from: usize, to: usize): void {
    compressMd5(state, from, to);
  }

  // The other hashes write the highest byte first, MD5 the lowest

  protected putLength(end: usize, bytes: u64): void {
    store<u64>(end - 8, bytes << 3);
  }

  protected putState(state: usize, to: usize): void {
    memory.copy(to, state, 16);
  }
}

/**
 * The MD5 (RFC 1321) of data: 16 bytes. MD5 is broken: a moment is enough to make two texts of the same hash. It is here
 * only for what others have fixed; take `sha256` wherever there is a choice.
 *
 * @example
 * const token = encodeBase64Url(md5(encodeUtf8(`${expires}${path} ${secret}`)));
 */
export function md5(data: Bytes): Bytes {
  return Md5.shared().digestOf(data);
}
