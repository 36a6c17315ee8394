import { Bytes } from "../abi/bytes";

/** Bytes of a block and of the result. */
const blockSize: i32 = 64;
const digestSize: i32 = 32;

/** The fractional parts of the cube roots of the first 64 primes (FIPS 180-4, section 4.2.2). */
// In a function, without which they would be in every module
// biome-ignore format: a table
function constants(): usize {
  return memory.data<u32>([
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
  ]);
}

/**
 * SHA-256 (FIPS 180-4) of data that comes in parts.
 *
 * @example
 * const hash = new Sha256();
 * hash.update(head);
 * hash.update(body);
 * const digest = hash.digest();
 */
@final
export class Sha256 {
  private state: StaticArray<u32> = StaticArray.fromArray<u32>([
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
  ]);
  private block: Bytes = new StaticArray<u8>(blockSize);
  private words: StaticArray<u32> = new StaticArray<u32>(blockSize);
  /** Bytes in the block, and bytes in all. */
  private filled: i32 = 0;
  private total: u64 = 0;

  /** Adds data. */
  update(data: Bytes): void {
    this.total += data.length;
    for (let from = 0; from < data.length; ) {
      const count = min(data.length - from, blockSize - this.filled);
      memory.copy(changetype<usize>(this.block) + this.filled, changetype<usize>(data) + from, count);
      from += count;
      this.filled += count;
      if (this.filled == blockSize) this.compress();
    }
  }

  /** The 32 bytes of the hash. Nothing can be added any more. */
  digest(): Bytes {
    const bits = this.total << 3;
    const block = changetype<usize>(this.block);
    store<u8>(block + this.filled++, 0x80);
    memory.fill(block + this.filled, 0, blockSize - this.filled);
    if (this.filled > blockSize - 8) {
      this.compress();
      memory.fill(block, 0, blockSize);
    }
    store<u64>(block, bswap<u64>(bits), blockSize - 8);
    this.compress();
    const digest = new StaticArray<u8>(digestSize);
    for (let i = 0; i < digestSize; ++i) digest[i] = <u8>(this.state[i >> 2] >> (24 - ((i & 3) << 3)));
    return digest;
  }

  private compress(): void {
    this.filled = 0;
    const words = this.words;
    const state = this.state;
    for (let i = 0; i < 16; ++i)
      unchecked((words[i] = bswap<u32>(load<u32>(changetype<usize>(this.block) + (i << 2)))));
    for (let i = 16; i < 64; ++i) {
      const a = unchecked(words[i - 15]);
      const b = unchecked(words[i - 2]);
      const sigma0 = rotr<u32>(a, 7) ^ rotr<u32>(a, 18) ^ (a >> 3);
      const sigma1 = rotr<u32>(b, 17) ^ rotr<u32>(b, 19) ^ (b >> 10);
      unchecked((words[i] = unchecked(words[i - 16]) + sigma0 + unchecked(words[i - 7]) + sigma1));
    }
    let a = unchecked(state[0]);
    let b = unchecked(state[1]);
    let c = unchecked(state[2]);
    let d = unchecked(state[3]);
    let e = unchecked(state[4]);
    let f = unchecked(state[5]);
    let g = unchecked(state[6]);
    let h = unchecked(state[7]);
    for (let i = 0; i < 64; ++i) {
      const sum1 = rotr<u32>(e, 6) ^ rotr<u32>(e, 11) ^ rotr<u32>(e, 25);
      const choice = (e & f) ^ (~e & g);
      const t1 = h + sum1 + choice + load<u32>(constants() + ((<usize>i) << 2)) + unchecked(words[i]);
      const sum0 = rotr<u32>(a, 2) ^ rotr<u32>(a, 13) ^ rotr<u32>(a, 22);
      const majority = (a & b) ^ (a & c) ^ (b & c);
      h = g;
      g = f;
      f = e;
      e = d + t1;
      d = c;
      c = b;
      b = a;
      a = t1 + sum0 + majority;
    }
    unchecked((state[0] += a));
    unchecked((state[1] += b));
    unchecked((state[2] += c));
    unchecked((state[3] += d));
    unchecked((state[4] += e));
    unchecked((state[5] += f));
    unchecked((state[6] += g));
    unchecked((state[7] += h));
  }
}

/** The SHA-256 of data: 32 bytes. */
export function sha256(data: Bytes): Bytes {
  const hash = new Sha256();
  hash.update(data);
  return hash.digest();
}
