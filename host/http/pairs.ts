import type { ByteString } from "../bytes.ts";
import type { HeaderMap } from "./header-map.ts";

/** The most that Envoy takes of serialized pairs from a module; beyond it reads none. */
const maximumBytes = 1 << 20;
const maximumPairs = 1024;

/**
 * Header fields in the form of the ABI: their number, the sizes of all names and values, then each name and each value with
 * a zero byte behind it. No fields are no bytes.
 */
export function encodePairs(map: Pick<HeaderMap, "size" | "nameAt" | "valueAt">): ByteString {
  const count = map.size;
  if (count === 0) return "";
  let sizes = word(count);
  let text = "";
  for (let at = 0; at < count; ++at) {
    const name = map.nameAt(at);
    const value = map.valueAt(at);
    sizes += word(name.length) + word(value.length);
    text += `${name}\0${value}\0`;
  }
  return sizes + text;
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

function word(value: number): ByteString {
  return String.fromCharCode(value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24);
}

function wordAt(data: ByteString, at: number): number {
  const [a, b, c, d] = [data.charCodeAt(at), data.charCodeAt(at + 1), data.charCodeAt(at + 2), data.charCodeAt(at + 3)];
  return (a | (b << 8) | (c << 16) | (d << 24)) >>> 0;
}
