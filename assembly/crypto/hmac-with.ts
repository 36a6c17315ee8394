import { Bytes } from "../abi/bytes";
import { Hash } from "./hash";

/** Bytes of a key's two states: that of the inner hash after its first block, and that of the outer one (RFC 2104). */
export const statesSize: i32 = 128;

/** A key as a block. */
function keyBlock(): usize {
  return memory.data(128);
}

/** The digest of the inner hash. */
function innerDigest(): usize {
  return memory.data(64);
}

/** The states of a key that serves once. */
function statesOnce(): usize {
  return memory.data(128);
}

/** The HMAC (RFC 2104) of data by a hash, which forgets what was added to it. */
export function hmacWith(hash: Hash, key: Bytes, data: Bytes): Bytes {
  const states = statesOnce();
  putStates(hash, key, states);
  hash.restoreState(states);
  hash.update(data);
  return finishHmac(hash, states);
}

/** Works a key into its two states, {@link statesSize} bytes at an address. */
export function putStates(hash: Hash, key: Bytes, states: usize): void {
  const block = keyBlock();
  const size = hash.blockSize;
  memory.fill(block, 0, size);
  if (key.length <= size) memory.copy(block, changetype<usize>(key), key.length);
  else {
    hash.reset();
    hash.update(key);
    hash.digestTo(block);
  }
  putState(hash, block, 0x3636363636363636, states);
  // What undoes the first mask and puts the second one on
  putState(hash, block, 0x3636363636363636 ^ 0x5c5c5c5c5c5c5c5c, states + (statesSize >> 1));
}

function putState(hash: Hash, block: usize, mask: u64, to: usize): void {
  const size = hash.blockSize;
  for (let at = block; at < block + size; at += 8) store<u64>(at, load<u64>(at) ^ mask);
  hash.reset();
  hash.updateAt(block, size);
  hash.saveState(to);
}

/** The HMAC of what was added to a hash since it went back to the first of a key's two states. */
export function finishHmac(hash: Hash, states: usize): Bytes {
  const digest = innerDigest();
  hash.digestTo(digest);
  hash.restoreState(states + (statesSize >> 1));
  hash.updateAt(digest, hash.digestSize);
  return hash.digest();
}
