// Header maps as they go between host and module, read and written by the form alone.
import type { Random } from "./random.ts";

export type Header = [name: Buffer, value: Buffer];

/** Headers as a block. */
export function encodePairs(headers: readonly (readonly [name: string, value: Buffer])[]): Buffer {
  let size = 4;
  for (const [name, value] of headers) size += 10 + Buffer.byteLength(name) + value.length;
  const block = Buffer.alloc(size);
  block.writeUInt32LE(headers.length, 0);
  let at = 4 + 8 * headers.length;
  headers.forEach(([name, value], index) => {
    const nameSize = block.write(name, at);
    block.writeUInt32LE(nameSize, 4 + 8 * index);
    block.writeUInt32LE(value.length, 8 + 8 * index);
    at += nameSize + 1;
    at += value.copy(block, at) + 1;
  });
  return block;
}

/** The headers of a block, up to where it does not hold what it says. */
export function decodePairs(block: Buffer): Header[] {
  if (block.length < 4) return [];
  const count = block.readUInt32LE(0);
  if (4 + 8 * count > block.length) return [];
  const headers: Header[] = [];
  let at = 4 + 8 * count;
  for (let i = 0; i < count; ++i) {
    const valueAt = at + block.readUInt32LE(4 + 8 * i) + 1;
    const next = valueAt + block.readUInt32LE(8 + 8 * i) + 1;
    if (next > block.length) break;
    headers.push([block.subarray(at, valueAt - 1), block.subarray(valueAt, next - 1)]);
    at = next;
  }
  return headers;
}

/** The values of a name, whatever the case in which it is asked for or stands in the block. `host` is another name of `:authority`. */
export function valuesOf(headers: readonly Header[], name: string): Buffer[] {
  const wanted = lowerCase(Buffer.from(name));
  return headers
    .filter(([key]) => lowerCase(key) === wanted || (wanted === "host" && key.toString("latin1") === ":authority"))
    .map(([, value]) => value);
}

/** ASCII letters in lower case; each byte is a character. */
function lowerCase(bytes: Buffer): string {
  return bytes.toString("latin1").replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** What a number reads as: decimal digits, 18 at most. */
export function integerOf(value: Buffer | undefined): bigint {
  const text = value?.toString("latin1") ?? "";
  return /^\d{1,18}$/.test(text) ? BigInt(text) : -1n;
}

const names = [
  ":authority",
  ":path",
  ":status",
  "cookie",
  "x-a",
  "x-a-longer-name",
  "content-length",
  "host",
  "x",
  "é",
];

/** A header map as a host sends it, of up to 1,024 headers. */
export function blockOf(random: Random): Buffer {
  return encodePairs(headersOf(random));
}

function headersOf(random: Random): [string, Buffer][] {
  const count = random.oneIn(5000) ? 1024 : random.few(20);
  const headers = Array.from({ length: count }, (): [string, Buffer] => [
    random.oneIn(5) ? `x-${random.text(12)}` : random.pick(names),
    headerValue(random),
  ]);
  if (random.oneIn(20_000)) headers.push([random.pick(names), random.bytes(1 << 20)]);
  return headers;
}

/** A value of bytes, as far as one is not more telling: a number, a text, nothing. */
export function headerValue(random: Random): Buffer {
  switch (random.below(4)) {
    case 0:
      return Buffer.from(String(random.bits() * random.pick([1, 2 ** 20, 2 ** 30])));
    case 1:
      return Buffer.from(random.text(40));
    case 2:
      return Buffer.from(random.brokenText(10));
    default:
      return random.bytes(random.count(60));
  }
}

/** A name in another case, where it has one. */
export function asked(random: Random): string {
  const name = random.oneIn(6) ? random.brokenText(3) : random.pick(names);
  return random.oneIn(3) ? name.toUpperCase() : name;
}

/** The same headers with numbers or bytes of the block changed. */
export function lyingBlock(block: Buffer, random: Random): Buffer {
  const lying = Buffer.from(block);
  const count = block.readUInt32LE(0);
  for (let left = 1 + random.below(3); left > 0; --left) {
    const at = random.oneIn(3) ? 0 : 4 + 4 * random.below(2 * count + 1);
    if (at + 4 > lying.length) continue;
    const value = lying.readUInt32LE(at);
    const near = value + random.below(5) - 2;
    lying.writeUInt32LE(
      (random.oneIn(2) ? near : random.oneIn(2) ? -random.below(lying.length + 8) : random.edge()) >>> 0,
      at,
    );
  }
  return random.oneIn(3) ? lying.subarray(0, random.below(lying.length + 1)) : lying;
}
