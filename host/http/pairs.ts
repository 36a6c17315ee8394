import type { ByteString } from "../bytes.ts";
import { writeLatin1 } from "../vm/latin1.ts";
import type { HeaderMap } from "./header-map.ts";

/** The most that Envoy takes of serialized pairs from a module; beyond it reads none. */
const maximumBytes = 1 << 20;
const maximumPairs = 1024;

/** What is written of a header map. */
export type PairSource = Pick<HeaderMap, "size" | "byteSize" | "nameAt" | "valueAt">;

/** How many bytes header fields take in the form of the ABI. No fields are no bytes. */
export function sizeOfPairs(map: PairSource): number {
  return map.size === 0 ? 0 : 4 + map.size * 10 + map.byteSize;
}

/**
 * Writes header fields in the form of the ABI: their number, the sizes of all names and values, then each name and each value
 * with a zero byte behind it.
 */
export function writePairs(map: PairSource, bytes: Uint8Array, start: number): void {
  const count = map.size;
  if (count === 0) return;
  writeWord(bytes, start, count);
  let sizeAt = start + 4;
  let at = sizeAt + count * 8;
  for (let index = 0; index < count; ++index) {
    const name = map.nameAt(index);
    const value = map.valueAt(index);
    writeWord(bytes, sizeAt, name.length);
    writeWord(bytes, sizeAt + 4, value.length);
    sizeAt += 8;
    at = writeTerminated(bytes, writeTerminated(bytes, at, name), value);
  }
}

/** Reads serialized pairs as Envoy does: what is malformed or beyond its limits counts as no pairs at all. */
export function decodePairs(data: ByteString): [name: ByteString, value: ByteString][] {
  if (data.length > maximumBytes || data.length < 4) return [];
  const count = wordAt(data, 0);
  if (count > maximumPairs) return [];
  let at = 4 + count * 8;
  if (at > data.length) return [];
  const pairs: [ByteString, ByteString][] = [];
  for (let index = 0; index < count; ++index) {
    const nameSize = wordAt(data, 4 + index * 8);
    const valueSize = wordAt(data, 8 + index * 8);
    const valueAt = at + nameSize + 1;
    const end = valueAt + valueSize + 1;
    if (end > data.length) return [];
    if (data.charCodeAt(valueAt - 1) !== 0 || data.charCodeAt(end - 1) !== 0) return [];
    pairs.push([data.slice(at, at + nameSize), data.slice(valueAt, valueAt + valueSize)]);
    at = end;
  }
  return at === data.length ? pairs : [];
}

function writeTerminated(bytes: Uint8Array, at: number, text: ByteString): number {
  writeLatin1(bytes, at, text);
  const end = at + text.length;
  bytes[end] = 0;
  return end + 1;
}

function writeWord(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value;
  bytes[at + 1] = value >>> 8;
  bytes[at + 2] = value >>> 16;
  bytes[at + 3] = value >>> 24;
}

function wordAt(data: ByteString, at: number): number {
  const [a, b, c, d] = [data.charCodeAt(at), data.charCodeAt(at + 1), data.charCodeAt(at + 2), data.charCodeAt(at + 3)];
  return (a | (b << 8) | (c << 16) | (d << 24)) >>> 0;
}
