import { expect, test } from "vitest";
import { fromText } from "../../host/bytes.ts";
import { compileMatcher } from "./string-matcher.ts";

const at = { line: 1, column: 1 };
const files = (path: string) => `content of ${path}`;
const compile = (matcher: { exact?: string; regex?: string; file?: string }, invert = false) =>
  compileMatcher({ at, invert, ...matcher }, files);

test("exact, regex and file match one of the texts as a whole", () => {
  expect(compile({ exact: "b" }).matches(["a", "b"])).toBe(true);
  expect(compile({ exact: "b" }).matches(["ab"])).toBe(false);
  expect(compile({ regex: "b+" }).matches(["a", "bb"])).toBe(true);
  expect(compile({ regex: "b" }).matches(["ab"])).toBe(false);
  expect(compile({ file: "x" }).matches(["content of x"])).toBe(true);
});

test("an inverted matcher wants that none matches", () => {
  expect(compile({ exact: "b" }, true).matches(["a"])).toBe(true);
  expect(compile({ exact: "b" }, true).matches(["a", "b"])).toBe(false);
  expect(compile({ exact: "b" }, true).matches([])).toBe(true);
});

test.each([
  [".*é.$", "xé!", true],
  ["é", "é", true],
  [".*a\n", "ba\n", true],
  ["a$", "a\n", false],
  ["a.c", "a\nc", false],
  ["(?s)a.c", "a\nc", true],
  ["[[:xdigit:]]+", "09af", true],
  ["a|ab", "ab", true],
])("regex %j on %j: %s", (regex, text, matches) => {
  expect(compile({ regex }).matches([fromText(text)])).toBe(matches);
});

test("a bad regex and an empty matcher are refused", () => {
  expect(() => compile({ regex: "[asd" })).toThrowError(/^bad regex: .*missing closing \]/);
  expect(() => compile({})).toThrowError('a matcher needs "exact", "regex" or "file"');
});
