import { beforeAll, describe, expect, test } from "vitest";
import { Random } from "./support/random.ts";
import { type RegexProbe, startRegexProbe, utf16 } from "./support/regex-probe.ts";

let regex: RegexProbe;

beforeAll(async () => {
  regex = await startRegexProbe();
});

describe("globs", () => {
  test.each<[string, string, boolean]>([
    ["", "", true],
    ["", "a", false],
    ["*", "", true],
    ["*", "a/b", true],
    ["?", "", false],
    ["?", "a", true],
    ["?", "😀", true],
    ["??", "😀", false],
    ["a*c", "abbc", true],
    ["a*c", "abcb", false],
    ["*.internal.example", "db.internal.example", true],
    ["*.internal.example", "internal.example", false],
    ["*a*a*", "ba", false],
    ["[a]", "a", false],
    ["[a]", "[a]", true],
    ["\\*", "\\x", true],
    ["A", "a", false],
  ])("%j and %j: %s", (pattern, text, expected) => {
    regex.setText(text);
    expect(regex.probe.give("glob", utf16(pattern))).toBe(expected ? 1 : 0);
  });

  test("are what they are as regular expressions", () => {
    const random = new Random(26);
    const texts = ["a", "b", "😀", "\ud83d", "\ude00", "/", "."];
    for (let round = 0; round < 20_000; ++round) {
      const pattern = random.text(["*", "?", "*", ...texts], 7);
      const text = random.text(texts, 8);
      const source = [...pattern].map((c) => (c === "*" ? ".*" : c === "?" ? "." : c.replace(/[/.]/, "\\$&"))).join("");
      regex.setText(text);
      const expected = new RegExp(`^${source}$`, "su").test(text) ? 1 : 0;
      expect([pattern, text, regex.probe.give("glob", utf16(pattern))]).toEqual([pattern, text, expected]);
      if (round % 2000 === 0) regex.probe.call("collect");
    }
  });

  test("many stars take no more steps than both lengths multiplied", () => {
    regex.setText("a".repeat(20_000));
    expect(regex.probe.give("glob", utf16(`${"*a".repeat(50)}b`))).toBe(0);
  });
});
