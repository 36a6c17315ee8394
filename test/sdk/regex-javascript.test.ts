import { beforeAll, describe, expect, test } from "vitest";
import { Random } from "./support/random.ts";
import { type RegexProbe, startRegexProbe } from "./support/regex-probe.ts";

let regex: RegexProbe;

beforeAll(async () => {
  regex = await startRegexProbe();
});

/** A pattern, and whether it can match nothing. */
interface Pattern {
  source: string;
  isNullable: boolean;
}

/**
 * A pattern that means the same to JavaScript. Repeated is only what takes a character, because JavaScript sees empty
 * repetitions in another way; groups are not in repetitions, where JavaScript forgets them in each round.
 */
function randomPattern(random: Random, depth: number, captures = true): Pattern {
  let { source, isNullable } = randomSequence(random, depth, captures);
  while (random.next() < 0.25) {
    const next = randomSequence(random, depth, captures);
    source += `|${next.source}`;
    isNullable ||= next.isNullable;
  }
  return { source, isNullable };
}

function randomSequence(random: Random, depth: number, captures: boolean): Pattern {
  let source = "";
  let isNullable = true;
  for (let count = random.below(5); count > 0; --count) {
    const part = randomPart(random, depth, captures);
    source += part.source;
    isNullable &&= part.isNullable;
  }
  return { source, isNullable };
}

function randomPart(random: Random, depth: number, captures: boolean): Pattern {
  const operator = random.next() < 0.4 ? random.pick(operators) : "";
  const canCapture = captures && operator === "";
  if (depth > 0 && random.next() < 0.3) {
    const inner = randomPattern(random, depth - 1, canCapture);
    const open = canCapture ? random.pick(["(", "(?:", `(?<n${random.below(1_000_000_000)}>`]) : "(?:";
    return repeated(`${open}${inner.source})`, inner.isNullable, operator);
  }
  if (random.next() < 0.1) return { source: random.pick(["^", "$", "\\b", "\\B"]), isNullable: true };
  return repeated(random.pick(random.next() < 0.4 ? classes : characters), false, operator);
}

function repeated(source: string, isNullable: boolean, operator: string): Pattern {
  if (operator === "" || isNullable) return { source, isNullable };
  return { source: source + operator, isNullable: /^[*?]|^\{0/.test(operator) };
}

const operators = "* + ? *? +? ?? {2} {1,3} {0,2}? {2,} {1,}? {0}".split(" ");
const classes = ". [ab] [^a] [a-c] \\d \\w \\s \\D \\W \\S [^\\n] [\\d_\\-] [\\wA] [é-ü] [^\\W\\d] [😀-😂] [^😀]".split(
  " ",
);
const characters = [" ", ..."a b c A ab abc _ 1 \\. \\n é 😀 \\x41".split(" ")];
const basicPieces = [" ", "\n", ..."a b c A B a b ab abc 1 _ é .".split(" ")];
const textPieces = [...basicPieces, "😀", "\ud83d", "\ude00"];

describe("what JavaScript answers", () => {
  test("for patterns that mean the same to both", () => {
    const random = new Random(21);
    let compared = 0;
    for (let round = 0; compared < 24_000; ++round) {
      const flags = random.pick(["", "", "i", "m", "s", "ims"]);
      const { source } = randomPattern(random, 3);
      expect([source, regex.compile(source, flags)]).toEqual([source, ""]);
      const same = new RegExp(source, `${flags}du`);
      // With the flag m there is no way to say so
      const whole = flags.includes("m") ? null : new RegExp(`^(?:${source})$`, `${flags}u`);
      for (let i = 0; i < 3; ++i, ++compared) {
        // Node looks for \B between the halves of a pair, too
        const text = random.text(source.includes("\\B") ? basicPieces : textPieces, 8);
        regex.setText(text);
        const found = same.exec(text)?.indices?.map((place) => place?.join(" ") ?? "-1 -1");
        const full = regex.probe.call("fullMatch");
        const expected = [found?.join(",") ?? null, found ? 1 : 0, whole ? Number(whole.test(text)) : full];
        expect([source, flags, text, regex.match(), regex.probe.call("test"), full]).toEqual([
          source,
          flags,
          text,
          ...expected,
        ]);
      }
      if (round % 100 === 0) regex.probe.call("collect");
    }
  });

  test("replacing and splitting", () => {
    const random = new Random(22);
    const templates = "- $1 $2 $$ $ $$1 $&$& [$1$2] $01 $10 $0 $12 $<n> $< $<x> $&$ é😀".split(" ");
    for (let round = 0; round < 6000; ++round) {
      const { source } = randomPattern(random, 2);
      const named = random.next() < 0.3 ? `(?<n>${source})` : source;
      expect(regex.compile(named)).toBe("");
      const text = random.text(basicPieces, 10);
      regex.setText(text);
      const template = random.text(templates, 2);
      const context = [named, text, template];
      expect([...context, regex.ask("replace", template)]).toEqual([
        ...context,
        text.replace(new RegExp(named, "u"), template),
      ]);
      expect([...context, regex.ask("replaceAll", template)]).toEqual([
        ...context,
        text.replace(new RegExp(named, "gu"), template),
      ]);

      // JavaScript puts groups among the pieces
      const bare = named.replace(/\(\?<n\d*>|\((?!\?)/g, "(?:");
      expect(regex.compile(bare)).toBe("");
      const limit = random.pick([-1, -1, 0, 1, 2]);
      const pieces = text.split(new RegExp(bare, "u"), limit < 0 ? undefined : limit);
      const expected = [String(pieces.length), pieces.join("\u0001")].join("\u0001");
      expect([bare, text, limit, regex.ask("split", "", limit)]).toEqual([bare, text, limit, expected]);
      if (round % 100 === 0) regex.probe.call("collect");
    }
  });

  test("escaped texts match themselves, also in a class", () => {
    const random = new Random(23);
    const pieces = [..."\\^$.|?*+()[]{}-,:=!<>#&~ \t\nab1_é😀", "\ud83d", "\\d", "(?i)", "[a-z]"];
    for (let round = 0; round < 3000; ++round) {
      const text = random.text(pieces, 6);
      const escaped = regex.ask("escape", text);
      expect([text, regex.compile(`^${escaped}$`)]).toEqual([text, ""]);
      regex.setText(text);
      expect(regex.probe.call("fullMatch")).toBe(1);
      if (!text) continue;
      expect(regex.compile(`[${escaped}]+`)).toBe("");
      expect(regex.probe.call("fullMatch")).toBe(1);
      if (round % 100 === 0) regex.probe.call("collect");
    }
  });
});

describe("whatever the pattern", () => {
  const pieces = [
    ..."abAB01()[]{}*+?|^$.\\-,:<>=!Pimsxé😀_\n ",
    "\ud83d",
    "(?:",
    "(?i)",
    "(?<n>",
    "[^",
    "[:alpha:]",
    "\\d",
    "\\b",
    "\\Q",
    "\\E",
    "\\x{",
    "{2}",
    "{1,3}",
    "{0,",
    "*?",
  ];

  test("nothing traps, errors name a place in it, and the answers agree", () => {
    const random = new Random(25);
    let compiled = 0;
    for (let round = 0; round < 30_000; ++round) {
      const pattern = random.text(pieces, 12);
      const error = regex.compile(pattern, random.pick(["", "i", "ms"]));
      if (round % 200 === 0) regex.probe.call("collect");
      if (error) {
        const [, index = "-1"] = /^regular expression, index (\d+): [a-z].{5,}$/.exec(error) ?? [];
        expect([pattern, error, Number(index) >= 0 && Number(index) <= pattern.length]).toEqual([pattern, error, true]);
        continue;
      }
      ++compiled;
      const text = random.text(textPieces, 8);
      regex.setText(text);
      const found = regex.match();
      expect([pattern, text, regex.probe.call("test")]).toEqual([pattern, text, found === null ? 0 : 1]);
      if (found?.split(",")[0] === `0 ${text.length}`)
        expect([pattern, text, regex.probe.call("fullMatch")]).toEqual([pattern, text, 1]);
      regex.ask("replaceAll", "<$&>");
      regex.ask("split", "", -1);
    }
    expect(compiled).toBeGreaterThan(3000);
  });

  test("a debug build has room for the deepest", async () => {
    const debug = await startRegexProbe("debug");
    const deep = `${"(?:a|".repeat(250)}b${")*".repeat(250)}`;
    expect(debug.compile(deep)).toBe("");
    debug.setText("abba");
    expect([debug.probe.call("test"), debug.probe.call("fullMatch")]).toEqual([1, 1]);
    expect(debug.match()?.split(",")[0]).toBe("0 4");
  });
});
