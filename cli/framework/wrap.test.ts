import { expect, test } from "vitest";
import { wrap } from "./wrap.ts";

test("breaks at spaces and indents the lines that follow", () => {
  expect(wrap("one two three four five six", 4, 24)).toBe("one two three four\n    five six");
});

test("leaves a word alone that is wider than the terminal", () => {
  expect(wrap(`a ${"x".repeat(40)} b`, 0, 20)).toBe(`a\n${"x".repeat(40)}\nb`);
});
