import { beforeAll, describe, expect, test } from "vitest";
import { type RegexProbe, startRegexProbe } from "./support/regex-probe.ts";

let regex: RegexProbe;

beforeAll(async () => {
  regex = await startRegexProbe();
});

describe("what RE2 answers", () => {
  // Pattern, text, and what RE2 (2025-11-05) finds: start and end of the match and of each group
  test.each<[string, string, string | null]>([
    ["", "abc", "0 0"],
    ["a|", "xa", "0 0"],
    ["|a", "a", "0 0"],
    ["(|a)*", "aa", "0 0,0 0"],
    ["(|a)+", "aa", "0 0,0 0"],
    ["(a*)*", "aab", "0 2,0 2"],
    ["(a*)+", "aab", "0 2,0 2"],
    ["(a*?)*", "aa", "0 0,0 0"],
    ["(.*?)+b", "abab", "0 2,0 1"],
    ["(.*?){2,}b", "abab", "0 2,0 1"],
    ["(a|ab)(c|bcd)(d*)", "abcd", "0 4,0 1,1 4,4 4"],
    ["(a+)(b+)?", "aac", "0 2,0 2,-1 -1"],
    ["(a)|(b)", "b", "0 1,-1 -1,0 1"],
    ["(?:(a)|b)*", "ab", "0 2,0 1"],
    ["(?:(a)|(b))*", "ab", "0 2,0 1,1 2"],
    ["((a)|b)*", "ab", "0 2,1 2,0 1"],
    ["a??", "a", "0 0"],
    ["a??b", "aab", "1 3"],
    ["a{2}", "aaa", "0 2"],
    ["a{2,}", "aaaa", "0 4"],
    ["a{2,3}?", "aaaa", "0 2"],
    ["a{0}b", "ab", "1 2"],
    ["(a){0}b", "b", "0 1,-1 -1"],
    ["a{,2}", "a{,2}", "0 5"],
    ["a{", "a{", "0 2"],
    ["a{1", "a{1", "0 3"],
    ["x{2}{", "xx{", "0 3"],
    ["^a", "ba", null],
    ["(?m)^a", "b\na", "2 3"],
    ["a$", "a\n", null],
    ["(?m)a$", "a\nb", "0 1"],
    ["\\Aa\\z", "a", "0 1"],
    ["(?m)\\Aa", "b\na", null],
    ["^^a$$", "a", "0 1"],
    ["(^a|b)+", "ab", "0 2,1 2"],
    ["a^", "a", null],
    ["$a", "a", null],
    ["^$", "", "0 0"],
    ["$", "ab", "2 2"],
    ["\\z", "ab", "2 2"],
    ["\\bfoo\\b", "a foo.", "2 5"],
    ["\\Boo", "foo", "1 3"],
    ["\\b", "ab", "0 0"],
    ["\\B", "ab", "1 1"],
    ["\\B", "", "0 0"],
    ["\\b", "", null],
    ["(\\b)*a", " a", "1 2,1 1"],
    [".+", "a\nb", "0 1"],
    ["(?s).+", "a\nb", "0 3"],
    ["(?s).+(?-s).", "a\nb\nc", "0 5"],
    ["[^a]", "\n", "0 1"],
    ["[\\s]+", "a \t\n\u000b", "1 4"],
    ["\\s+", "\f\r x", "0 3"],
    ["[[:space:]]+", "a\u000b\f b", "1 4"],
    ["\\w+", "-\u00e9_a1", "2 5"],
    ["\\W+", "a\u00e9-b", "1 3"],
    ["\\d+", "a\u06612", "2 3"],
    ["[[:alpha:]]+", "1aZ\u00e9", "1 3"],
    ["[[:^alpha:]]+", "a1\u00e9", "1 3"],
    ["[[:punct:]]+", "a!~_b", "1 4"],
    ["[[:xdigit:]]+", "gFf0", "1 4"],
    ["[[:word:][:blank:]]+", "+a b_", "1 5"],
    ["[[:cntrl:]]", "a\u007f", "1 2"],
    ["[[:print:]]+", "\tab ", "1 4"],
    ["[[:graph:]]+", " ab", "1 3"],
    ["[[:ascii:]]+", "\u00e9ab", "1 3"],
    ["[]a]+", "a]b", "0 2"],
    ["[^]a]+", "a]b", "2 3"],
    ["[a-]+", "b-a", "1 3"],
    ["[-a]+", "b-a", "1 3"],
    ["[a\\-c]+", "b-c", "1 3"],
    ["[\\d-z]+", "a1-z", "1 4"],
    ["[a-c-e]+", "d-e", "1 3"],
    ["[\\]\\\\]+", "a\\]", "1 3"],
    ["[[a]+", "b[a", "1 3"],
    ["[[:a]+", "b:[a", "1 4"],
    ["[a&&b]+", "&ab", "0 3"],
    ["(?i)aBc", "xAbC", "1 4"],
    ["(?i)[a-c]+", "xABCd", "1 4"],
    ["(?i)[^a-c]+", "ABCd", "3 4"],
    ["(?i)a(?-i)b", "AB Ab", "3 5"],
    ["a(?i:b)c", "aBC aBc", "4 7"],
    ["(?i:a|b)|C", "c B", "2 3"],
    ["(?i)\\w[[:upper:]]", "1a", "0 2"],
    ["a(?i)b|c", "aB C", "0 2"],
    ["(a(?i)b)c", "aBC aBc", "4 7,4 6"],
    ["\\x41\\x{1F600}", "A\ud83d\ude00", "0 3"],
    ["\\101\\07", "A\u0007", "0 2"],
    ["\\a\\f\\t\\n\\r\\v", "\u0007\f\t\n\r\u000b", "0 6"],
    ["\\.\\*\\\\\\_", "a.*\\_", "1 5"],
    ["\\Qa.b*\\E+", "a.b***", "0 6"],
    ["\\Q.", "a.", "1 2"],
    ["\\Qa\\E\\Qb\\E*", "abb", "0 3"],
    ["a\\Q\\E*", "aa", "0 2"],
    ["(?P<y>\\d+)-(?<m>\\d+)", "2024-05", "0 7,0 4,5 7"],
    ["(?:a)(?:b(c))", "abc", "0 3,2 3"],
    ["(((a)))", "a", "0 1,0 1,0 1,0 1"],
    ["()", "a", "0 0,0 0"],
    ["(?:)", "a", "0 0"],
    ["(?:)*a", "a", "0 1"],
    ["(?i)", "a", "0 0"],
    ["\u00e9+", "a\u00e9\u00e9", "1 3"],
    [".", "\ud83d\ude00", "0 2"],
    ["[\ud83d\ude00-\ud83d\ude02]+", "a\ud83d\ude01\ud83d\ude02", "1 5"],
    ["[^a]", "\ud83d\ude00", "0 2"],
    ["\ud83d\ude00{2}", "\ud83d\ude00\ud83d\ude00", "0 4"],
    ["a*?$", "aaa", "0 3"],
    ["(a*)(a*)", "aa", "0 2,0 2,2 2"],
    ["(a*?)(a*)", "aa", "0 2,0 0,0 2"],
    ["(?:a|ab|abc)(?:c|d|bcd)*$", "abcd", "0 4"],
    ["x*y|xz", "xxxz", "2 4"],
    ["(aa|a)*b", "aaab", "0 4,2 3"],
    ["a.*?c|abcd", "abcd", "0 3"],
    ["abcd|a.*?c", "abcd", "0 4"],
    ["(a{2}){3}", "aaaaaaa", "0 6,4 6"],
    ["(a{0,2}){2}", "aaa", "0 3,2 3"],
    ["(?:a?){3}a{3}", "aaa", "0 3"],
  ])("%j in %j: %s", (pattern, text, expected) => {
    expect(regex.compile(pattern)).toBe("");
    regex.setText(text);
    expect(regex.match()).toBe(expected);
    expect(regex.probe.call("test")).toBe(expected === null ? 0 : 1);
  });

  test.each([
    ["(a", 0, "a ( without a )"],
    ["b(?:a", 1, "a ( without a )"],
    ["a)", 1, "a ) without a ("],
    ["a|)", 2, "a ) without a ("],
    ["*a", 0, "nothing to repeat"],
    ["a|*", 2, "nothing to repeat"],
    ["(+)", 1, "nothing to repeat"],
    ["{1}", 0, "nothing to repeat"],
    ["(?i)*", 4, "nothing to repeat"],
    ["a**", 2, "a repetition of a repetition"],
    ["a*?*", 3, "a repetition of a repetition"],
    ["a{1}{2}", 4, "a repetition of a repetition"],
    ["a??+", 3, "a repetition of a repetition"],
    ["a{2,1}", 1, "the counts are in the wrong order"],
    ["a{1001}", 1, "a repetition of more than 1000 times"],
    ["a{99999999999999}", 1, "a repetition of more than 1000 times"],
    ["a{0,1001}", 1, "a repetition of more than 1000 times"],
    ["(a{100}){11}", 8, "a repetition of more than 1000 times"],
    ["((a{10}){10}b|c){11}", 16, "a repetition of more than 1000 times"],
    ["(?:abcdefghijklmnopqrstu){1000}", 0, "the expression is too large"],
    [`(?:${"()".repeat(300)}){20}`, 0, "too many groups for so large an expression"],
    ["[a", 0, "a [ without a ]"],
    ["x[]", 1, "a [ without a ]"],
    ["[^]", 0, "a [ without a ]"],
    ["[a-", 0, "a [ without a ]"],
    ["[[:alpha:]", 0, "a [ without a ]"],
    ["[b-a]", 1, "a range in the wrong order"],
    ["[x\\x62-a]", 2, "a range in the wrong order"],
    ["[[:alfa:]]", 1, "an unknown class of characters"],
    ["[[:d:]]", 1, "an unknown class of characters"],
    ["[[::]]", 1, "an unknown class of characters"],
    ["[a-\\d]", 3, "an unknown escape"],
    ["[\\b]", 1, "an unknown escape"],
    ["a\\", 1, "a backslash at the end"],
    ["[\\", 1, "a backslash at the end"],
    ["\\q", 0, "an unknown escape"],
    ["a\\Z", 1, "an unknown escape"],
    ["\\C", 0, "an unknown escape"],
    ["\\é", 0, "an unknown escape"],
    ["\\pL", 0, "classes of Unicode are not supported"],
    ["[\\P{Greek}]", 1, "classes of Unicode are not supported"],
    ["(a)\\1", 3, "references to groups are not supported"],
    ["\\8", 0, "references to groups are not supported"],
    ["\\k<a>", 0, "references to groups are not supported"],
    ["\\x", 0, "expected two hexadecimal digits, or up to 10FFFF in braces"],
    ["\\x4", 0, "expected two hexadecimal digits, or up to 10FFFF in braces"],
    ["\\x{}", 0, "expected two hexadecimal digits, or up to 10FFFF in braces"],
    ["\\x{41", 0, "expected two hexadecimal digits, or up to 10FFFF in braces"],
    ["\\x{110000}", 0, "expected two hexadecimal digits, or up to 10FFFF in braces"],
    ["\\x{fffffffffffffffff}", 0, "expected two hexadecimal digits, or up to 10FFFF in braces"],
    ["a(?=b)", 1, "lookahead and lookbehind are not supported"],
    ["(?!b)", 0, "lookahead and lookbehind are not supported"],
    ["(?<=b)", 0, "lookahead and lookbehind are not supported"],
    ["(?<!b)", 0, "lookahead and lookbehind are not supported"],
    ["(?>a)", 0, "atomic groups are not supported"],
    ["(?#a)", 0, "an unknown kind of group"],
    ["(?", 0, "an unknown kind of group"],
    ["(?P=a)", 0, "an unknown kind of group"],
    ["(?x)a", 0, "an unknown kind of group"],
    ["(?i-)a", 0, "a - without flags"],
    ["(?i--s)a", 0, "an unknown kind of group"],
    ["(?<>a)", 3, "expected the name of a group, then >"],
    ["(?P<a-b>a)", 5, "expected the name of a group, then >"],
    ["(?<a", 4, "expected the name of a group, then >"],
    ["(?<a>a)(?<a>b)", 10, "two groups of the name a"],
    ["(".repeat(251), 250, "groups in groups more than 250 deep"],
    ["a".repeat(16385), 16384, "the pattern is too long"],
  ])("%j is wrong at %i", (pattern, index, reason) => {
    expect(regex.compile(pattern)).toBe(`regular expression, index ${index}: ${reason}`);
  });

  test("flags", () => {
    expect(regex.compile("a", "x")).toBe("regular expression, index 0: an unknown flag x, expected i, m or s");
    expect(regex.compile("^b.$", "ims")).toBe("");
    regex.setText("a\nB\n");
    expect(regex.match()).toBe("2 4");
    expect(regex.compile("a(b)(?<n>c)")).toBe("");
    expect(regex.ask("pattern", "")).toBe("a(b)(?<n>c)\n2");
  });

  test("groups as deep, repetitions as many and patterns as long as allowed", () => {
    for (const [pattern, text] of [
      [`${"(".repeat(250)}a${")".repeat(250)}`, "a"],
      [`${"(?:".repeat(250)}a${"|b)*".repeat(249)})`, "abba"],
      ["a{1000}", "a".repeat(1000)],
      ["(?:a{10}){10}(?:(?:b{1,10}){1,10}){1,10}", `${"a".repeat(100)}${"b".repeat(1000)}`],
      ["a".repeat(16384), "a".repeat(16384)],
      [`[${String.fromCharCode(...Array.from({ length: 16000 }, (_, i) => 0xa000 - 2 * i))}]+`, "\u8000"],
      [Array.from({ length: 2000 }, (_, i) => `w${i}x`).join("|"), "w1999x"],
    ] as const) {
      expect(regex.compile(pattern)).toBe("");
      regex.setText(text);
      expect(regex.probe.call("fullMatch")).toBe(1);
      expect(regex.match()?.split(",")[0]).toBe(`0 ${text.length}`);
      regex.setText(`${text}~`);
      expect(regex.probe.call("fullMatch")).toBe(0);
      regex.probe.call("collect");
    }
  });
});

describe("a match", () => {
  test("has groups by number and name", () => {
    regex.compile("(?P<year>\\d+)-(?<month>\\d+)(-(\\d+))?");
    regex.setText("on 2024-05");
    expect(regex.ask("group", "0")).toBe("2024-05\n3 10\n=2024-05\n3 10");
    expect(regex.ask("group", "1")).toBe("2024-05\n3 10\n=2024\n3 7");
    expect(regex.ask("group", "year")).toBe("2024-05\n3 10\n=2024\n");
    expect(regex.ask("group", "month")).toBe("2024-05\n3 10\n=05\n");
    for (const name of ["3", "4", "5", "-1", "2147483647", "-2147483648"]) {
      expect(regex.ask("group", name)).toBe("2024-05\n3 10\nnull\n-1 -1");
    }
    expect(regex.ask("group", "Year")).toBe("2024-05\n3 10\nnull\n");
  });

  test("begins at an index or later", () => {
    regex.compile("\\ba|^");
    regex.setText("a a aa");
    expect([0, 1, 2, 3, 4, 5, 6, 7, -1, 2 ** 31 - 1, -(2 ** 31)].map((from) => regex.match(from))).toEqual([
      "0 1",
      "2 3",
      "2 3",
      "4 5",
      "4 5",
      null,
      null,
      null,
      "0 1",
      null,
      "0 1",
    ]);
    regex.compile("^a");
    expect([regex.match(0), regex.match(1), regex.match(2)]).toEqual(["0 1", null, null]);
    regex.compile("$");
    expect([regex.match(3), regex.match(6), regex.match(7)]).toEqual(["6 6", "6 6", null]);
    regex.compile(".");
    regex.setText("😀");
    expect([regex.match(0), regex.match(1), regex.match(2)]).toEqual(["0 2", "1 2", null]);
  });

  test("the path of a sample of Envoy's users", () => {
    regex.compile("/foo-([^/]+)");
    regex.setText("/pre/foo-one/foo-two/post?a=b");
    expect(regex.ask("replace", "/$1")).toBe("/pre/one/foo-two/post?a=b");
    expect(regex.ask("replaceAll", "/$1")).toBe("/pre/one/two/post?a=b");
  });
});
