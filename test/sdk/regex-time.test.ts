import { beforeAll, describe, expect, test } from "vitest";
import { Random } from "./support/random.ts";
import { type RegexProbe, startRegexProbe } from "./support/regex-probe.ts";

let regex: RegexProbe;

beforeAll(async () => {
  regex = await startRegexProbe();
});

describe("time", () => {
  /** Steps of a question for texts of growing length. */
  function steps(name: string, pattern: string, text: (length: number) => string): number[] {
    expect(regex.compile(pattern)).toBe("");
    return [1000, 2000, 4000, 8000].map((length) => {
      regex.setText(text(length));
      const count = Number(regex.probe.call(name));
      regex.probe.call("collect");
      return count;
    });
  }

  const as = (length: number) => "a".repeat(length);

  // Pattern, text, and the most steps for a character: there are somewhat fewer instructions
  test.each<[string, (length: number) => string, number]>([
    ["(a*)*b", as, 12],
    ["(a|aa)+$", (length) => `${as(length)}b`, 15],
    ["^(a|aa)+$", (length) => `${as(length)}b`, 15],
    ["(?:a?){50}a{50}b", as, 160],
    ["(x+x+)+y", (length) => "x".repeat(length), 15],
    ["(a|a)*b", as, 15],
    ["(.*a){20}", (length) => `${as(length)}b`, 150],
    ["(.*)(.*)(.*)(.*)(.*)[^a]", as, 35],
    ["(\\w+\\s?)+\\b!", (length) => "ab ".repeat(length / 3), 15],
    ["(?:(?:a{1,10}){1,10}){1,10}b", as, 2100],
    ["[ab]*a[ab]{60}c", (length) => Array.from({ length }, (_, i) => "ab"[(i * i * 31 + (i >> 3)) & 1]).join(""), 80],
    ["(a|b|ab|bc|c)*d", (length) => "abc".repeat(length / 3), 30],
    ["(é|éé)+$", (length) => `${"é".repeat(length)}b`, 15],
    [Array.from({ length: 60 }, (_, i) => `${as(i)}b`).join("|"), as, 2100],
  ])("%s takes steps in proportion to the text", (pattern, text, most) => {
    // The second one cannot be a DFA
    for (const source of [pattern, `(?:${pattern})|\\bq`]) {
      for (const name of ["stepsOfTest", "stepsOfMatch", "stepsOfFullMatch"]) {
        const counts = steps(name, source, text);
        const ratios = counts.slice(1).map((count, index) => count / (counts[index] ?? 0));
        expect([source, name, counts, Math.max(...ratios) < 2.2]).toEqual([source, name, counts, true]);
        expect((counts[3] ?? 0) / 8000).toBeLessThan(most + 5);
      }
    }
  });

  test("matching takes no memory beyond the start", () => {
    for (const [pattern, piece] of [
      ["(a|ab)*c", "ab"],
      ["\\b(\\w+)\\b!", "ab "],
      ["[ab]*a[ab]{14}c", "abbabaabbaab"],
      ["(é|.)*x", "é😀"],
    ] as const) {
      regex.compile(pattern);
      regex.setText(piece.repeat(300_000 / piece.length));
      const answers = () => [regex.probe.call("test"), regex.probe.call("fullMatch"), regex.probe.call("match", 0)];
      expect(answers()).toEqual([0, 0, 0]);
      const before = regex.probe.memory.buffer.byteLength;
      for (let i = 0; i < 5; ++i) expect(answers()).toEqual([0, 0, 0]);
      expect(regex.probe.memory.buffer.byteLength).toBe(before);
      regex.probe.call("collect");
    }
  });

  test("a DFA that has too many states forgets them and stays right", () => {
    const random = new Random(24);
    for (const source of ["[ab]*a[ab]{12}c", "(?:a|b)*?b(?:a|b|c){10}a$", "^(?:[ab]|c[ab]{9}a)*$", "a.{11}b"]) {
      expect(regex.compile(source)).toBe("");
      const part = new RegExp(source);
      const whole = new RegExp(`^(?:${source})$`);
      for (let round = 0; round < 20; ++round) {
        const text = random.text(["a", "b", "a", "b", "a", "b", "c", random.pick(["a", "c"])], 4000);
        regex.setText(text);
        expect([source, text, regex.probe.call("test"), regex.probe.call("fullMatch")]).toEqual([
          source,
          text,
          part.test(text) ? 1 : 0,
          whole.test(text) ? 1 : 0,
        ]);
      }
      regex.probe.call("collect");
    }
  });
});
