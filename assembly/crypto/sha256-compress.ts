/** The words of a block and those made of them. */
function schedule(): usize {
  return memory.data(64 * 4);
}

/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, section 4.2.2). */
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

/** Works the blocks of 64 bytes from one address to before another into a state of eight words (FIPS 180-4, section 6.2.2). */
export function compressSha256(state: usize, from: usize, to: usize): void {
  let a = load<u32>(state);
  let b = load<u32>(state, 4);
  let c = load<u32>(state, 8);
  let d = load<u32>(state, 12);
  let e = load<u32>(state, 16);
  let f = load<u32>(state, 20);
  let g = load<u32>(state, 24);
  let h = load<u32>(state, 28);
  for (; from < to; from += 64) {
    expand(from);
    // Eight rounds at a time, after which each word has its own name again
    for (let i: usize = 0; i < 256; i += 32) {
      h += sum1(e) + choice(e, f, g) + input(i);
      d += h;
      h += sum0(a) + majority(a, b, c);
      g += sum1(d) + choice(d, e, f) + input(i + 4);
      c += g;
      g += sum0(h) + majority(h, a, b);
      f += sum1(c) + choice(c, d, e) + input(i + 8);
      b += f;
      f += sum0(g) + majority(g, h, a);
      e += sum1(b) + choice(b, c, d) + input(i + 12);
      a += e;
      e += sum0(f) + majority(f, g, h);
      d += sum1(a) + choice(a, b, c) + input(i + 16);
      h += d;
      d += sum0(e) + majority(e, f, g);
      c += sum1(h) + choice(h, a, b) + input(i + 20);
      g += c;
      c += sum0(d) + majority(d, e, f);
      b += sum1(g) + choice(g, h, a) + input(i + 24);
      f += b;
      b += sum0(c) + majority(c, d, e);
      a += sum1(f) + choice(f, g, h) + input(i + 28);
      e += a;
      a += sum0(b) + majority(b, c, d);
    }
    store<u32>(state, (a += load<u32>(state)));
    store<u32>(state, (b += load<u32>(state, 4)), 4);
    store<u32>(state, (c += load<u32>(state, 8)), 8);
    store<u32>(state, (d += load<u32>(state, 12)), 12);
    store<u32>(state, (e += load<u32>(state, 16)), 16);
    store<u32>(state, (f += load<u32>(state, 20)), 20);
    store<u32>(state, (g += load<u32>(state, 24)), 24);
    store<u32>(state, (h += load<u32>(state, 28)), 28);
  }
}

/** Makes the 64 words that go into the rounds of a block, each with the round's constant added. */
function expand(block: usize): void {
  const words = schedule();
  for (let i: usize = 0; i < 64; i += 4) store<u32>(words + i, bswap<u32>(load<u32>(block + i)));
  for (let at = words; at < words + 192; at += 4) {
    const a = load<u32>(at, 4);
    const b = load<u32>(at, 56);
    const sigma0 = rotr<u32>(a, 7) ^ rotr<u32>(a, 18) ^ (a >> 3);
    const sigma1 = rotr<u32>(b, 17) ^ rotr<u32>(b, 19) ^ (b >> 10);
    store<u32>(at, load<u32>(at) + sigma0 + load<u32>(at, 36) + sigma1, 64);
  }
}

function input(at: usize): u32 {
  return load<u32>(schedule() + at) + load<u32>(constants() + at);
}

function sum0(x: u32): u32 {
  return rotr<u32>(x, 2) ^ rotr<u32>(x, 13) ^ rotr<u32>(x, 22);
}

function sum1(x: u32): u32 {
  return rotr<u32>(x, 6) ^ rotr<u32>(x, 11) ^ rotr<u32>(x, 25);
}

function choice(x: u32, y: u32, z: u32): u32 {
  return z ^ (x & (y ^ z));
}

function majority(x: u32, y: u32, z: u32): u32 {
  return (x & y) | (z & (x | y));
}
