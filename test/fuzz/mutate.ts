import type { Random } from "./random.ts";

/** Bytes with a meaning in one of the formats, and those at which encodings change. */
const telling = Buffer.from('{}[]",:\\u0e+-.tfn \n=_/%;\0\u007f\u0080\u00c0\u00ff', "latin1");

/** Changes bytes in one to three places: bits, bytes, numbers of four bytes, parts left out, doubled, moved or added. */
export function mutate(bytes: Buffer, random: Random): Buffer {
  let result: Buffer = Buffer.from(bytes);
  for (let left = 1 + random.below(3); left > 0; --left) result = mutateOnce(result, random);
  return result;
}

function mutateOnce(bytes: Buffer, random: Random): Buffer {
  const at = random.below(bytes.length + 1);
  const size = random.below(Math.min(bytes.length - at, 12) + 1);
  switch (random.below(8)) {
    case 0:
      if (at < bytes.length) bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
      return bytes;
    case 1:
      if (at < bytes.length) bytes[at] = telling[random.below(telling.length)] ?? 0;
      return bytes;
    case 2:
      if (at + 4 <= bytes.length) bytes.writeUInt32LE(random.edge(), at);
      return bytes;
    case 3:
      return spliced(bytes, at, size, Buffer.alloc(0));
    case 4:
      return spliced(bytes, at, 0, bytes.subarray(at, at + size));
    case 5:
      return spliced(bytes, at, size, random.bytes(random.below(5)));
    case 6:
      return spliced(bytes, at, 0, telling.subarray(random.below(telling.length)).subarray(0, 1));
    default:
      return bytes.subarray(0, at);
  }
}

function spliced(bytes: Buffer, at: number, removed: number, added: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at + removed)]);
}
