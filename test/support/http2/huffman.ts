/** How many bits each byte takes, RFC 7541 appendix B. The codes themselves follow, since the code is canonical. */
const lengths = [
  13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28,
  28, 28, 28, 6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10,
  13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6, 15, 5, 6, 5, 6,
  5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5, 6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28, 20, 22, 20, 20, 22, 22, 22, 23,
  22, 23, 23, 23, 23, 23, 24, 23, 24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24, 22, 21, 20, 22, 22,
  23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23, 21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23, 26, 26,
  20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25, 19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27,
  27, 20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23, 26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27,
  27, 27, 27, 26,
];

/** Byte by length and code, as `LENGTH:CODE`. */
const bytes = canonicalCodes();

/** Decodes a string that is Huffman-coded; the rest of its last byte are ones. */
export function decodeHuffman(coded: Uint8Array): Buffer {
  const decoded: number[] = [];
  let code = 0;
  let length = 0;
  for (const byte of coded) {
    for (let bit = 7; bit >= 0; --bit) {
      code = (code << 1) | ((byte >> bit) & 1);
      length += 1;
      const found = bytes.get(`${length}:${code}`);
      if (found === undefined) continue;
      decoded.push(found);
      code = 0;
      length = 0;
    }
  }
  return Buffer.from(decoded);
}

function canonicalCodes(): Map<string, number> {
  const codes = new Map<string, number>();
  let code = 0;
  for (let length = 5; length <= 30; ++length) {
    code <<= 1;
    for (const [byte, own] of lengths.entries()) if (own === length) codes.set(`${length}:${code++}`, byte);
  }
  return codes;
}
