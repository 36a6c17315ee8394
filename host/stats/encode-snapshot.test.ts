import { expect, test } from "vitest";
import { encodeSnapshot } from "./encode-snapshot.ts";

const nothing = { counters: [], gauges: [], allCounters: 0, allGauges: 0 };

/** The 32-bit numbers of a part of a buffer. */
function numbersOf(bytes: Uint8Array): number[] {
  return [...new Uint32Array(bytes.slice().buffer)];
}

test("without metrics there are two empty blocks", () => {
  const buffer = encodeSnapshot({ ...nothing, allCounters: 2, allGauges: 1 });
  expect(buffer.length).toBe(24);
  expect(numbersOf(buffer.part(0, 24))).toEqual([12, 1, 2, 12, 2, 1]);
});

test("a counter has a name, a value and what is new of it, a gauge a name and a value", () => {
  const buffer = encodeSnapshot({
    counters: [{ name: "abcde", value: 7n, delta: 3n }],
    gauges: [{ name: "abcd", value: 1n << 32n }],
    allCounters: 1,
    allGauges: 1,
  });
  expect(numbersOf(buffer.part(0, 16))).toEqual([40, 1, 1, 5]);
  expect(new TextDecoder().decode(buffer.part(16, 8))).toBe("abcde\0\0\0");
  expect(numbersOf(buffer.part(24, 28))).toEqual([7, 0, 3, 0, 52, 2, 1]);
  expect(numbersOf(buffer.part(52, 4))).toEqual([4]);
  expect(new TextDecoder().decode(buffer.part(56, 8))).toBe("abcd\0\0\0\0");
  expect(numbersOf(buffer.part(64, 8))).toEqual([0, 1]);
  expect(buffer.length).toBe(92);
  expect(numbersOf(buffer.part(72, 20))).toEqual([0, 0, 0, 0, 0]);
});

test("the size of the gauges doubles with each", () => {
  const gauges = ["gauge1", "gauge2", "gauge3"].map((name) => ({ name, value: 0n }));
  const sizes = [1, 2, 3].map((count) => encodeSnapshot({ ...nothing, gauges: gauges.slice(0, count) }).length);
  expect(sizes).toEqual([66, 148, 318]);
});

/** How long the names are of all metrics of an Envoy 1.40 without plugins, in its order, and how large it said that they are. */
const counterNames = [31, 36, 49, 17, 39, 28, 20, 40, 34, 36, 34, 39, 28, 30, 29, 34, 43, 46, 31, 29, 30];
const gaugeNames = [
  23, 40, 35, 11, 31, 27, 42, 37, 32, 23, 18, 33, 16, 31, 37, 39, 12, 24, 47, 31, 18, 18, 14, 27, 37, 13, 32, 39,
];
const sizeInEnvoy = 2_227_584_151;

test("the size is that which Envoy says", () => {
  const named = (length: number) => ({ name: "x".repeat(length), value: 0n, delta: 0n });
  const snapshot = { ...nothing, counters: counterNames.map(named), gauges: gaugeNames.map(named) };
  expect(encodeSnapshot(snapshot).length).toBe(sizeInEnvoy);
});
