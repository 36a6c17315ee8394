import { Bytes } from "../abi/bytes";

/** Bytes kept for the state: that of SHA-512, the longest. */
const stateSize: usize = 64;

/** A copy of the state, and up to two blocks of 128 bytes: what `digest` works on. */
function scratch(): usize {
  return memory.data(64 + 256);
}

/**
 * A hash of data that comes in parts: {@link Sha256} and so on. All of them work on blocks of 64 or 128 bytes, the last of
 * which ends with the number of bits (Merkle and Damgård).
 *
 * @example
 * const hash: Hash = new Sha256();
 * hash.update(head);
 * hash.update(body);
 * const sum = hash.digest();
 */
export abstract class Hash {
  /** Bytes of the digest. */
  readonly digestSize: i32;
  /** Bytes that are worked on at once: 64 or 128. */
  readonly blockSize: i32;

  /** The state, and after it the block that fills up. */
  private memory: StaticArray<u8>;
  /** Bytes in all. */
  private total: u64 = 0;

  protected constructor(digestSize: i32, blockSize: i32) {
    this.digestSize = digestSize;
    this.blockSize = blockSize;
    this.memory = new StaticArray<u8>(<i32>stateSize + blockSize);
    this.reset();
  }

  /** Forgets what was added: the hash is as new. */
  reset(): void {
    this.total = 0;
    this.begin(this.state);
  }

  /** Adds data: the bytes from index `start` to before `end`, all when not given. */
  update(data: Bytes, start: i32 = 0, end: i32 = i32.MAX_VALUE): void {
    const first = max(start, 0);
    const last = min(end, data.length);
    if (first < last) this.updateAt(changetype<usize>(data) + first, last - first);
  }

  /** The digest of what was added up to now, in {@link digestSize} bytes. More can be added after it. */
  digest(): Bytes {
    const digest = new StaticArray<u8>(this.digestSize);
    this.digestTo(changetype<usize>(digest));
    return digest;
  }

  /** The digest of data alone. What was added before is forgotten. */
  digestOf(data: Bytes): Bytes {
    this.reset();
    this.update(data);
    return this.digest();
  }

  /** Adds the bytes at an address. Of the SDK's own use. */
  updateAt(data: usize, size: usize): void {
    const blockSize = <usize>this.blockSize;
    const block = this.state + stateSize;
    const filled = <usize>this.total & (blockSize - 1);
    this.total += size;
    if (filled + size < blockSize) {
      memory.copy(block + filled, data, size);
      return;
    }
    const end = data + size;
    if (filled) {
      memory.copy(block + filled, data, blockSize - filled);
      this.compress(this.state, block, block + blockSize);
      data += blockSize - filled;
    }
    const rest = (end - data) & (blockSize - 1);
    if (data < end - rest) this.compress(this.state, data, end - rest);
    memory.copy(block, end - rest, rest);
  }

  /** Writes the digest to an address. Of the SDK's own use. */
  digestTo(to: usize): void {
    const blockSize = <usize>this.blockSize;
    const filled = <usize>this.total & (blockSize - 1);
    const state = scratch();
    memory.copy(state, this.state, stateSize);
    const tail = state + stateSize;
    memory.copy(tail, this.state + stateSize, filled);
    store<u8>(tail + filled, 0x80);
    // The number of bits takes 8 bytes of a block of 64, and 16 of one of 128
    const size = filled + (blockSize >> 3) < blockSize ? blockSize : blockSize << 1;
    memory.fill(tail + filled + 1, 0, size - filled - 1);
    this.putLength(tail + size, this.total);
    this.compress(state, tail, tail + size);
    this.putState(state, to);
  }

  /** Keeps what was added, a whole number of blocks, as 64 bytes at an address. Of the SDK's own use. */
  saveState(to: usize): void {
    memory.copy(to, this.state, stateSize);
  }

  /** Goes back to what {@link saveState} has kept after one block. Of the SDK's own use. */
  restoreState(from: usize): void {
    memory.copy(this.state, from, stateSize);
    this.total = this.blockSize;
  }

  /** Writes the state before the first block. */
  protected abstract begin(state: usize): void;

  /** Works the blocks from one address to before another into a state. */
  protected abstract compress(state: usize, from: usize, to: usize): void;

  /** Writes the number of bits, of so many bytes, before an address. */
  protected putLength(end: usize, bytes: u64): void {
    if (this.blockSize == 128) store<u64>(end - 16, bswap<u64>(bytes >> 61));
    store<u64>(end - 8, bswap<u64>(bytes << 3));
  }

  /** Writes the words of a state that make the digest. */
  protected putState(state: usize, to: usize): void {
    const size = <usize>this.digestSize;
    if (this.blockSize == 128)
      for (let i: usize = 0; i < size; i += 8) store<u64>(to + i, bswap<u64>(load<u64>(state + i)));
    else for (let i: usize = 0; i < size; i += 4) store<u32>(to + i, bswap<u32>(load<u32>(state + i)));
  }

  private get state(): usize {
    return changetype<usize>(this.memory);
  }
}
