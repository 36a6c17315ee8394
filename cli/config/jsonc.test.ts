import { expect, test } from "vitest";
import { parseJsonc } from "./jsonc.ts";

test("takes comments and trailing commas", () => {
  const text = `// first
  { /* second
       line */ "a": [1, 2, ], // third
    "b": { "c": "d", }, }`;
  expect(parseJsonc(text)).toEqual({ a: [1, 2], b: { c: "d" } });
});

test("leaves texts alone that look like comments or trailing commas", () => {
  const value = { url: "http://x/*y*/", commas: ",}", quote: 'a \\" // b', path: "c:\\" };
  expect(parseJsonc(JSON.stringify(value))).toEqual(value);
});

test("refuses what is no JSON even then", () => {
  expect(() => parseJsonc("{ a: 1 }")).toThrow(SyntaxError);
});
