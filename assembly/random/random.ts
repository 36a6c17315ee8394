import { Bytes } from "../abi/bytes";
import { fillRandom, readRandom } from "../abi/wasi-calls";

/**
 * Random bytes of the host, good enough for keys and tokens. May be used at any time, also while the module is loaded.
 *
 * A host that refuses (because of a capability restriction, say) leaves no safe way to go on: that aborts.
 *
 * @example
 * const nonce = encodeBase64Url(randomBytes(16));
 */
export function randomBytes(count: i32): Bytes {
  const bytes = new StaticArray<u8>(count);
  assert(fillRandom(bytes), "the host gives no random bytes");
  return bytes;
}

/**
 * A random number from 0 to 4294967295, from the host.
 *
 * @example
 * const host = randomU32() % 3;
 */
export function randomU32(): u32 {
  return <u32>readRandom();
}

/**
 * A random number from 0 to below 1, from the host.
 *
 * @example
 * if (randomFloat() < 0.01) log.info(this.request.path); // one request in a hundred
 */
export function randomFloat(): f64 {
  return <f64>(readRandom() >> 11) / 9007199254740992;
}
