import { expect, test } from "vitest";
import { huffmanCode } from "./huffman-code.ts";

/** What part of all bit sequences begins with a code: all of them do where a code is complete. */
function share(lengths: Uint8Array): number {
  return lengths.reduce((sum, length) => sum + (length > 0 ? 2 ** -length : 0), 0);
}

test("frequent symbols have short codes", () => {
  const { lengths, bits, highest } = huffmanCode([10, 1, 0, 5, 2], 15);
  expect([...lengths]).toEqual([1, 3, 0, 2, 3]);
  expect(share(lengths)).toBe(1);
  expect(highest).toBe(4);
  // The first bit is the lowest
  expect(bits[0]).toBe(0);
  expect(bits[3]).toBe(0b01);
});

test.each([[[]], [[0, 0, 0]], [[7]], [[0, 7]], [[0, 0, 0, 7]]])(
  "two symbols have codes at least: %j",
  (frequencies) => {
    const padded = [...frequencies, ...new Array<number>(5).fill(0)];
    const { lengths } = huffmanCode(padded, 15);
    expect([...lengths].filter((length) => length === 1)).toHaveLength(2);
    expect(share(lengths)).toBe(1);
  },
);

test("no code is longer than allowed", () => {
  const frequencies = [1, 1];
  while (frequencies.length < 19) frequencies.push((frequencies.at(-1) ?? 0) + (frequencies.at(-2) ?? 0));
  const { lengths } = huffmanCode(frequencies, 7);
  expect(Math.max(...lengths)).toBe(7);
  expect(share(lengths)).toBe(1);
});
