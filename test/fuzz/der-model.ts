// DER (X.690): what `probes/binary.ts` has to tell of some, and random ones.
import type { Expected } from "./expected.ts";
import type { Random } from "./random.ts";

const maxDepth = 20;

/** Tells the elements that bytes are, up to where they are no DER. */
export function putDer(expected: Expected, bytes: Buffer, depth: number = 0): void {
  let rest = bytes;
  while (rest.length > 0) {
    const element = elementOf(rest);
    if (!element) break;
    putElement(expected, element, depth);
    rest = rest.subarray(element.size);
  }
  expected.byte(rest.length === 0 ? 0 : 1);
}

interface Element {
  tag: number;
  content: Buffer;
  /** Of all of it. */
  size: number;
}

function elementOf(bytes: Buffer): Element | null {
  const [tag = 0, first = 0] = bytes;
  if (bytes.length < 2 || (tag & 0x1f) === 0x1f) return null;
  if (first < 0x80)
    return first > bytes.length - 2 ? null : { tag, content: bytes.subarray(2, 2 + first), size: 2 + first };
  const count = first & 0x7f;
  if (count === 0 || count > 4 || count > bytes.length - 2) return null;
  const size = bytes.readUIntBE(2, count);
  // In the fewest bytes
  if (size < 0x80 || (count > 1 && size < 2 ** (8 * (count - 1)))) return null;
  const start = 2 + count;
  return size > bytes.length - start ? null : { tag, content: bytes.subarray(start, start + size), size: start + size };
}

function putElement(expected: Expected, { tag, content }: Element, depth: number): void {
  if (tag === 2 && isUnsigned(content)) {
    const padded = content[0] === 0 && content.length > 1;
    expected.byte(2).data(padded ? content.subarray(1) : content);
    return;
  }
  if (tag === 3 && content[0] === 0) {
    expected.byte(3).data(content.subarray(1));
    return;
  }
  if (tag === 0x30 && depth < maxDepth) {
    putDer(expected.byte(4), content, depth + 1);
    return;
  }
  expected.number(tag).byte(5).data(content);
}

/** Not negative, and without a zero byte that does not keep it from being negative. */
function isUnsigned(content: Buffer): boolean {
  const [first = 0x80, second = 0] = content;
  return first < 0x80 && !(first === 0 && content.length > 1 && second < 0x80);
}

/** Random elements. */
export function derOf(random: Random, depth: number = 4): Buffer {
  const parts = Array.from({ length: random.few(8) }, () => {
    const tag = random.pick([2, 3, 4, 5, 6, 0x30, 0x30, 0x31, 0xa0, random.below(256)]);
    const inner = depth > 0 && (tag === 0x30 || random.oneIn(10));
    const size = random.oneIn(500) ? random.below(70_000) : random.few(300);
    const content = inner ? derOf(random, depth - 1) : random.bytes(size);
    if ((tag === 2 || tag === 3) && random.oneIn(2)) content[0] = 0;
    return element(tag, content);
  });
  return Buffer.concat(parts);
}

/** An element with its size in the fewest bytes. */
export function element(tag: number, content: Buffer): Buffer {
  if (content.length < 0x80) return Buffer.concat([Buffer.from([tag, content.length]), content]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(content.length);
  const bytes = size.subarray(size.findIndex((byte) => byte !== 0));
  return Buffer.concat([Buffer.from([tag, 0x80 | bytes.length]), bytes, content]);
}
