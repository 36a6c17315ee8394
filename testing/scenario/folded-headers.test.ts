import { expect, test } from "vitest";
import { FoldedHeaders } from "./folded-headers.ts";

test("names are sorted, their case does not count, and they are written as they came first", () => {
  const headers = new FoldedHeaders();
  headers.add("b", "1");
  headers.add("A_", "2");
  headers.add("aa", "3");
  headers.add("B", "4");
  expect(headers.lines()).toEqual(["aa: 3", "A_: 2", "b: 1, 4"]);
  expect([headers.get("AA"), headers.get("c"), headers.size, headers.byteSize]).toEqual(["3", undefined, 3, 11]);
});

test("an empty value is replaced by the next", () => {
  const headers = new FoldedHeaders();
  headers.add("a", "");
  headers.add("a", "1");
  expect(headers.get("a")).toBe("1");
});

test("set, remove and clear", () => {
  const headers = new FoldedHeaders();
  headers.add("a", "1");
  headers.add("a", "2");
  headers.set("A", "3");
  headers.set("b", "4");
  expect(headers.lines()).toEqual(["a: 3", "b: 4"]);
  headers.remove("B");
  expect(headers.lines()).toEqual(["a: 3"]);
  headers.clear();
  expect(headers.lines()).toEqual([]);
});
