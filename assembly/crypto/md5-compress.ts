/** The integer parts of 2^32 times the sine of 1 to 64 radians, without their sign (RFC 1321, section 3.4). */
// biome-ignore format: a table
function constants(): usize {
  return memory.data<u32>([
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
    0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
    0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
    0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
    0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
    0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
    0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
    0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391,
  ]);
}

/** Works the blocks of 64 bytes from one address to before another into a state of four words (RFC 1321, section 3.4). */
export function compressMd5(state: usize, from: usize, to: usize): void {
  let a = load<u32>(state);
  let b = load<u32>(state, 4);
  let c = load<u32>(state, 8);
  let d = load<u32>(state, 12);
  for (; from < to; from += 64) {
    for (let i: usize = 0; i < 16; i += 4) {
      a = b + rotl<u32>(a + (d ^ (b & (c ^ d))) + input(from, i, i), 7);
      d = a + rotl<u32>(d + (c ^ (a & (b ^ c))) + input(from, i + 1, i + 1), 12);
      c = d + rotl<u32>(c + (b ^ (d & (a ^ b))) + input(from, i + 2, i + 2), 17);
      b = c + rotl<u32>(b + (a ^ (c & (d ^ a))) + input(from, i + 3, i + 3), 22);
    }
    for (let i: usize = 16; i < 32; i += 4) {
      a = b + rotl<u32>(a + (c ^ (d & (b ^ c))) + input(from, i, 5 * i + 1), 5);
      d = a + rotl<u32>(d + (b ^ (c & (a ^ b))) + input(from, i + 1, 5 * i + 6), 9);
      c = d + rotl<u32>(c + (a ^ (b & (d ^ a))) + input(from, i + 2, 5 * i + 11), 14);
      b = c + rotl<u32>(b + (d ^ (a & (c ^ d))) + input(from, i + 3, 5 * i + 16), 20);
    }
    for (let i: usize = 32; i < 48; i += 4) {
      a = b + rotl<u32>(a + (b ^ c ^ d) + input(from, i, 3 * i + 5), 4);
      d = a + rotl<u32>(d + (a ^ b ^ c) + input(from, i + 1, 3 * i + 8), 11);
      c = d + rotl<u32>(c + (d ^ a ^ b) + input(from, i + 2, 3 * i + 11), 16);
      b = c + rotl<u32>(b + (c ^ d ^ a) + input(from, i + 3, 3 * i + 14), 23);
    }
    for (let i: usize = 48; i < 64; i += 4) {
      a = b + rotl<u32>(a + (c ^ (b | ~d)) + input(from, i, 7 * i), 6);
      d = a + rotl<u32>(d + (b ^ (a | ~c)) + input(from, i + 1, 7 * i + 7), 10);
      c = d + rotl<u32>(c + (a ^ (d | ~b)) + input(from, i + 2, 7 * i + 14), 15);
      b = c + rotl<u32>(b + (d ^ (c | ~a)) + input(from, i + 3, 7 * i + 21), 21);
    }
    store<u32>(state, (a += load<u32>(state)));
    store<u32>(state, (b += load<u32>(state, 4)), 4);
    store<u32>(state, (c += load<u32>(state, 8)), 8);
    store<u32>(state, (d += load<u32>(state, 12)), 12);
  }
}

/** The word of a block that goes into a step, taken modulo 16, and the step's constant. */
function input(block: usize, step: usize, word: usize): u32 {
  return load<u32>(block + ((word & 15) << 2)) + load<u32>(constants() + (step << 2));
}
