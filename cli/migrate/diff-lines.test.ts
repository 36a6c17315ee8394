import { expect, test } from "vitest";
import { diffLines } from "./diff-lines.ts";

test.each([
  ["a\nb\nc\n", "a\nb\nc\n", []],
  ["a\nb\nc\n", "a\nx\nc\n", [{ line: 2, removed: ["b"], added: ["x"] }]],
  ["a\nb\nc", "a\nc", [{ line: 2, removed: ["b"], added: [] }]],
  ["a\nc", "a\nb\nc", [{ line: 2, removed: [], added: ["b"] }]],
  ["", "a\nb\n", [{ line: 1, removed: [], added: ["a", "b"] }]],
  [
    "a\nb\nc\nd\ne",
    "x\nb\nc\nd\ny",
    [
      { line: 1, removed: ["a"], added: ["x"] },
      { line: 5, removed: ["e"], added: ["y"] },
    ],
  ],
])("%j to %j", (before, after, expected) => {
  expect(diffLines(before, after)).toEqual(expected);
});

test("very long texts are compared no line with each", () => {
  const before = Array.from({ length: 5000 }, (_, i) => `a${i}`).join("\n");
  const after = Array.from({ length: 5000 }, (_, i) => `b${i}`).join("\n");
  expect(diffLines(`same\n${before}\nend`, `same\n${after}\nend`)).toMatchObject([
    { line: 2, removed: { length: 5000 } },
  ]);
});
