/** The words of a block and those made of them. */
function schedule(): usize {
  return memory.data(80 * 4);
}

/** Works the blocks of 64 bytes from one address to before another into a state of five words (FIPS 180-4, section 6.1.2). */
export function compressSha1(state: usize, from: usize, to: usize): void {
  const words = schedule();
  let a = load<u32>(state);
  let b = load<u32>(state, 4);
  let c = load<u32>(state, 8);
  let d = load<u32>(state, 12);
  let e = load<u32>(state, 16);
  for (; from < to; from += 64) {
    expand(words, from);
    for (let at = words; at < words + 80; at += 4) {
      const next = rotl<u32>(a, 5) + (d ^ (b & (c ^ d))) + e + 0x5a827999 + load<u32>(at);
      e = d;
      d = c;
      c = rotl<u32>(b, 30);
      b = a;
      a = next;
    }
    for (let at = words + 80; at < words + 160; at += 4) {
      const next = rotl<u32>(a, 5) + (b ^ c ^ d) + e + 0x6ed9eba1 + load<u32>(at);
      e = d;
      d = c;
      c = rotl<u32>(b, 30);
      b = a;
      a = next;
    }
    for (let at = words + 160; at < words + 240; at += 4) {
      const next = rotl<u32>(a, 5) + ((b & c) | (d & (b | c))) + e + 0x8f1bbcdc + load<u32>(at);
      e = d;
      d = c;
      c = rotl<u32>(b, 30);
      b = a;
      a = next;
    }
    for (let at = words + 240; at < words + 320; at += 4) {
      const next = rotl<u32>(a, 5) + (b ^ c ^ d) + e + 0xca62c1d6 + load<u32>(at);
      e = d;
      d = c;
      c = rotl<u32>(b, 30);
      b = a;
      a = next;
    }
    store<u32>(state, (a += load<u32>(state)));
    store<u32>(state, (b += load<u32>(state, 4)), 4);
    store<u32>(state, (c += load<u32>(state, 8)), 8);
    store<u32>(state, (d += load<u32>(state, 12)), 12);
    store<u32>(state, (e += load<u32>(state, 16)), 16);
  }
}

/** Makes the 80 words that go into the rounds of a block. */
function expand(words: usize, block: usize): void {
  for (let i: usize = 0; i < 64; i += 4) store<u32>(words + i, bswap<u32>(load<u32>(block + i)));
  for (let at = words; at < words + 256; at += 4) {
    store<u32>(at, rotl<u32>(load<u32>(at, 52) ^ load<u32>(at, 32) ^ load<u32>(at, 8) ^ load<u32>(at), 1), 64);
  }
}
