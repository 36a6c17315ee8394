import { describe, expect, test } from "vitest";
import { fromText } from "../../../host/bytes.ts";
import { parseTextFormat } from "./parse-text-format.ts";

const parse = (text: string) => parseTextFormat("tests.textpb", fromText(text));

/** The message and the place of the fault in a text. */
function fault(text: string): string {
  try {
    parse(text);
  } catch (error) {
    return (error as Error).message;
  }
  return "no fault";
}

describe("values", () => {
  const property = (value: string) => parse(`test { properties { value: ${value} } }`).test[0]?.properties[0]?.value;

  test.each([
    [`"a" 'b'\n"c"`, "abc"],
    [`"it's" ' "quoted"'`, `it's "quoted"`],
    [`"\\a\\b\\f\\n\\r\\t\\v\\?\\\\\\'\\""`, "\x07\b\f\n\r\t\v?\\'\""],
    [`"\\0\\12\\377\\1234"`, "\0\n\xff\x534"],
    [`"\\x4\\x41\\xfFf"`, "\x04A\xfff"],
    [`"\\u00e9\\U0001F600\\uD83D\\uDE00"`, "\xc3\xa9\xf0\x9f\x98\x80\xf0\x9f\x98\x80"],
    [`"é # no comment"`, "\xc3\xa9 # no comment"],
    [`""`, ""],
  ])("the string %s", (written, value) => {
    expect(property(written)).toBe(value);
  });

  test.each([
    ["10", 10],
    ["0x1F", 31],
    ["012", 10],
    ["0", 0],
    ["- 5", -5],
  ])("the integer %s", (written, value) => {
    expect(parse(`test { num_chunks: ${written} }`).test[0]?.numChunks).toBe(value);
  });

  test("integers of 64 bits are exact", () => {
    expect(parse("env { time_secs: 18446744073709551615 }").env?.timeSecs).toBe(18446744073709551615n);
  });

  test.each(["true", "True", "t", "1", "0x1"])("%s is true", (written) => {
    expect(parse(`test { benchmark: ${written} }`).test[0]?.benchmark).toBe(true);
  });

  test.each(["false", "False", "f", "0"])("%s is false", (written) => {
    expect(parse(`test { benchmark: ${written} }`).test[0]?.benchmark).toBe(false);
  });

  test("levels go by name and number", () => {
    expect(parse("env { log_level: DEBUG }").env?.logLevel).toBe(2);
    expect(parse("env { log_level: 5 }").env?.logLevel).toBe(5);
  });
});

describe("messages", () => {
  test("fields that are not given have their default, or are not there", () => {
    expect(parse("test {}").test).toEqual([
      { at: { line: 1, column: 6 }, name: "", benchmark: false, properties: [], requestBody: [], responseBody: [] },
    ]);
  });

  test("braces, angle brackets, colons, separators and comments", () => {
    const [test] = parse(`# a suite
      test: <
        name: "a"; benchmark: true,
        plugin_init { log: [ { exact: "x" }, < exact: 'y' invert: true > ] log { regex: "z" } }
      > # done`).test;
    expect(test?.pluginInit?.log).toMatchObject([
      { exact: "x", invert: false, at: { line: 4, column: 30 } },
      { exact: "y", invert: true },
      { regex: "z" },
    ]);
  });

  test("a list may be empty, and a list may follow another", () => {
    const [test] = parse(`test { properties: [] properties [{ path: "a" }] properties: [{ path: "b" }] }`).test;
    expect(test?.properties.map(({ path }) => path)).toEqual(["a", "b"]);
  });

  test("an empty file is a suite without tests", () => {
    expect(parse(" # nothing\n").test).toEqual([]);
  });
});

test.each([
  ["test {\n  nam: 'a'\n}", "tests.textpb:2:3: Test has no field nam"],
  ["test { name 'a' }", 'tests.textpb:1:13: expected ":" and a value after name, found a string'],
  ["test { name: a }", 'tests.textpb:1:14: name: expected a string in quotes, found "a"'],
  ["test { name: 'a' name: 'b' }", "tests.textpb:1:18: name is given more than once, and Test has one only"],
  ["env {} env {}", "tests.textpb:1:8: env is given more than once, and TestSuite has one only"],
  [
    "test { num_chunks: 1 chunk_size: 2 }",
    "tests.textpb:1:22: chunk_size cannot be given beside num_chunks: only one of both",
  ],
  ["test {\n name: 'é', nme: 1 }", "tests.textpb:2:13: Test has no field nme"],
  ["test {", "tests.textpb:1:6: the file ends inside this Test"],
  ["test { name: 'a' >", 'tests.textpb:1:18: expected the name of a field of Test, found ">"'],
  ["test { properties [ { path: 'a' } { path: 'b' } ] }", 'tests.textpb:1:35: expected "," or "]", found "{"'],
  ["test { request_headers: [ {} ] }", 'tests.textpb:1:25: expected "{" and the fields of a Invocation, found "["'],
  ["[my.extension] { a: 1 }", "tests.textpb:1:1: extensions and Any are not part of this format"],
  [
    "test { num_chunks: 2147483648 }",
    "tests.textpb:1:20: num_chunks: expected an integer from -2147483648 to 2147483647, found 2147483648",
  ],
  [
    "env { time_secs: -1 }",
    "tests.textpb:1:18: time_secs: expected an integer from 0 to 18446744073709551615, found -1",
  ],
  [
    "test { num_chunks: 1.5 }",
    'tests.textpb:1:20: num_chunks: expected an integer from -2147483648 to 2147483647, found "1.5"',
  ],
  ["test { num_chunks: 08 }", "tests.textpb:1:20: 08 begins with 0 and so is octal, where no 8 or 9 can be"],
  ["test { num_chunks: 1x }", "tests.textpb:1:20: a number must not run into a word"],
  ["test { benchmark: yes }", 'tests.textpb:1:19: benchmark: expected true or false, found "yes"'],
  ["env { log_level: DEBUGG }", "tests.textpb:1:18: log_level: there is no level DEBUGG"],
  ["test { name: 'a\n' }", "tests.textpb:1:14: the string does not end on its line"],
  ["test { name: 'a\\q' }", "tests.textpb:1:16: there is no escape \\q"],
  ["test { name: '\\777' }", "tests.textpb:1:15: there is no escape \\777"],
  ["test { name: '\\ud800' }", "tests.textpb:1:15: there is no escape \\ud800"],
  ["test { name: '\\xzz' }", "tests.textpb:1:15: there is no escape \\x"],
  ["test { name: '\\xff' }", "tests.textpb:1:14: name: expected UTF-8"],
  ["test { } }", 'tests.textpb:1:10: expected the name of a field of TestSuite, found "}"'],
])("%j: %s", (text, message) => {
  expect(fault(text)).toBe(message);
});

test("a field in the way of YAML names the one that is meant", () => {
  expect(() => parse("test { request_headers { result { hasHeadr {} } } }")).toThrowError(
    expect.objectContaining({ code: "MW0431", hint: "Did you mean has_header?" }),
  );
});

test("a misspelt field names the nearest one", () => {
  expect(() => parse("test { request_header {} }")).toThrowError(
    expect.objectContaining({ code: "MW0431", hint: "Did you mean request_headers?" }),
  );
});
