import { expect, test } from "vitest";
import { lineDiff } from "./line-diff.ts";

test("tells which lines go and come", () => {
  expect(lineDiff("a\nb\nc\n", "a\nx\nc\nd\n")).toEqual(["  a", "- b", "+ x", "  c", "+ d"]);
  expect(lineDiff("", "a\n")).toEqual(["+ a"]);
  expect(lineDiff("a\n", "")).toEqual(["- a"]);
  expect(lineDiff("a\n", "a\n")).toEqual([]);
});
