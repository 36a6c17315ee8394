import { expect, test } from "vitest";
import { fromBytes } from "../bytes.ts";
import { HeaderMap } from "./header-map.ts";
import { decodePairs, type PairSource, sizeOfPairs, writePairs } from "./pairs.ts";

/** The bytes of a map; others around them stay as they are. */
function encodePairs(source: PairSource): string {
  const bytes = new Uint8Array(sizeOfPairs(source) + 2).fill(7);
  writePairs(source, bytes, 1);
  const text = fromBytes(bytes);
  expect([text.at(0), text.at(-1)]).toEqual(["\x07", "\x07"]);
  return text.slice(1, -1);
}

const map = new HeaderMap("response", [
  [":status", "200"],
  ["x-empty", ""],
  ["x-bytes", "\0\xff"],
]);

test("pairs survive the way through the ABI's form", () => {
  expect(decodePairs(encodePairs(map))).toEqual(map.fields());
});

test("no fields are no bytes", () => {
  expect(encodePairs(new HeaderMap("trailers"))).toBe("");
  expect([decodePairs(""), decodePairs("\0"), decodePairs("\0\0\0\0")]).toEqual([[], [], []]);
});

test("what is cut off, has bytes behind it, or lacks a zero byte counts as none", () => {
  const good = encodePairs(map);
  for (let size = 0; size < good.length; ++size) expect(decodePairs(good.slice(0, size))).toEqual([]);
  expect(decodePairs(`${good}\0`)).toEqual([]);
  expect(decodePairs(`${good.slice(0, -1)}x`)).toEqual([]);
});

test("more than 1024 pairs count as none", () => {
  const fields = Array.from({ length: 1025 }, (_, index): [string, string] => [`x-${index}`, "1"]);
  expect(decodePairs(encodePairs(new HeaderMap("response", fields)))).toEqual([]);
  expect(decodePairs(encodePairs(new HeaderMap("response", fields.slice(1))))).toHaveLength(1024);
});
