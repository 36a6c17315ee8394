import { Bytes } from "../abi/bytes";
import { Hash } from "./hash";
import { compressSha1 } from "./sha1-compress";

/** FIPS 180-4, section 5.3.1. */
function start(): usize {
  return memory.data<u32>([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]);
}

/**
 * SHA-1 (FIPS 180-4) of data that comes in parts. SHA-1 is broken: two texts of the same hash can be made. It is here only
 * for what others have fixed, such as WebSocket's `sec-websocket-accept` or old signed URLs.
 *
 * @example
 * const hash = new Sha1();
 * hash.update(head);
 * hash.update(body);
 * const digest = hash.digest();
 */
@final
export class Sha1 extends Hash {
  @lazy private static one: Sha1 | null = null;

  /** Serves each `sha1(data)`, so that it leaves no other garbage than its result. Of the SDK's own use. */
  static shared(): Sha1 {
    let hash = Sha1.one;
    if (!hash) Sha1.one = hash = new Sha1();
    return hash;
  }

  constructor() {
    super(20, 64);
  }

  protected begin(state: usize): void {
    memory.copy(state, start(), 20);
  }

  protected compress(state: usize, from: usize, to: usize): void {
    compressSha1(state, from, to);
  }
}

/**
 * The SHA-1 (FIPS 180-4) of data: 20 bytes. SHA-1 is broken: two texts of the same hash can be made. It is here only for
 * what others have fixed; take `sha256` wherever there is a choice.
 *
 * @example
 * const accept = encodeBase64(sha1(encodeUtf8(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
 */
export function sha1(data: Bytes): Bytes {
  return Sha1.shared().digestOf(data);
}
