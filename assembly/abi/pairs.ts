// Header maps on the wire: u32 count; for each pair u32 size of key, u32 size of value; for each pair the key, a zero byte,
// the value, a zero byte. Little endian. Source: proxy-wasm-cpp-host, src/pairs_util.cc.

/** Addresses and sizes of the pair that {@link nextPair} has come to. */
export let pairKey: usize = 0;
export let pairKeySize: u32 = 0;
export let pairValue: usize = 0;
export let pairValueSize: u32 = 0;

/** Address and size of the block that is walked over. */
export let walkedData: usize = 0;
export let walkedSize: u32 = 0;

let sizes: usize = 0;
let sizesEnd: usize = 0;
let nextKey: usize = 0;
let blockEnd: usize = 0;

/** Starts to walk over encoded pairs. */
export function walkPairs(data: usize, size: u32): void {
  const count: u32 = size < 4 ? 0 : load<u32>(data);
  // A count that the block cannot hold is none: nothing outside of the block is ever read.
  const fits = count <= (size - 4) >> 3;
  sizes = data + 4;
  sizesEnd = fits ? sizes + ((<usize>count) << 3) : sizes;
  nextKey = sizesEnd;
  blockEnd = data + size;
  walkedData = data;
  walkedSize = size;
}

/** Goes to the next pair; false after the last one, and at one that the block does not hold. */
export function nextPair(): bool {
  if (sizes >= sizesEnd) return false;
  pairKeySize = load<u32>(sizes);
  pairValueSize = load<u32>(sizes, 4);
  // In 64 bits, where no sizes can add up to a small number
  if (<u64>pairKeySize + pairValueSize + 2 > <u64>(blockEnd - nextKey)) {
    sizes = sizesEnd;
    return false;
  }
  pairKey = nextKey;
  pairValue = pairKey + pairKeySize + 1;
  nextKey = pairValue + pairValueSize + 1;
  sizes += 8;
  return true;
}
