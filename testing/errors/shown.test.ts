import { expect, test } from "vitest";
import { shown } from "./shown.ts";

const cycle: Record<string, unknown> = {};
cycle["itself"] = cycle;

test.each([
  ["a\n", '"a\\n"'],
  [5, "5"],
  [Number.NaN, "NaN"],
  [1n, "1n"],
  [null, "null"],
  [undefined, "undefined"],
  [Symbol("x"), "Symbol(x)"],
  [() => 1, "a function"],
  [new Date("x"), "an invalid Date"],
  [new Date(0), "1970-01-01T00:00:00.000Z"],
  [/x/g, "/x/g"],
  [new Uint8Array(3), "3 bytes"],
  [{ a: [1] }, '{"a":[1]}'],
  [cycle, "an Object"],
  [[1n], "a list"],
  [new Map(), "a Map"],
  [Promise.resolve(), "a Promise"],
  [new AbortController(), "an AbortController"],
])("%o is shown", (value, text) => {
  expect(shown(value)).toBe(text);
});

test("what is long is cut", () => {
  expect(shown("abcdefgh", 5)).toBe('"abcd…');
});
