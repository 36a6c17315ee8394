import { describe, expect, test } from "vitest";
import { parseYaml } from "./parse-yaml.ts";

const parse = (text: string) => parseYaml("tests.yaml", text);

function fault(text: string): string {
  try {
    parse(text);
  } catch (error) {
    return (error as Error).message;
  }
  return "no fault";
}

describe("what a suite says", () => {
  test("names as in the schema and as in JSON", () => {
    const [first, second] = parse(`
test:
  - name: 123
    request_headers: { input: { header: [{ key: :path, value: /é }] } }
  - name: b
    requestHeaders: { result: { hasHeader: [{ key: a, value: 'yes' }] } }
`).test;
    expect(first).toMatchObject({
      name: "123",
      requestHeaders: { input: { header: [{ key: ":path", value: "/\xc3\xa9" }] } },
    });
    expect(second).toMatchObject({
      requestHeaders: { result: { hasHeader: [{ value: "yes", at: { line: 6, column: 45 } }] } },
    });
  });

  test("quoted booleans and numbers, levels, nulls and aliases", () => {
    const suite = parse(`
env: { log_level: DEBUG, time_secs: '123456789', config_path: ~ }
test:
  - &base { benchmark: 'true', num_chunks: 5, stream_init: null }
  - *base
`);
    expect(suite.env).toMatchObject({ logLevel: 2, timeSecs: 123456789n, configPath: "" });
    expect(suite.test[1]).toMatchObject({ benchmark: true, numChunks: 5 });
    expect(suite.test[1]?.streamInit).toBeUndefined();
  });

  test("an empty file is a suite without tests", () => {
    expect(parse("").test).toEqual([]);
  });
});

test.each([
  ["test:\n  - nmae: a", "tests.yaml:2:5: Test has no field nmae"],
  ["test:\n  name: a", "tests.yaml:2:3: test: expected a list, found a mapping"],
  ["test: [a]", 'tests.yaml:1:8: expected the fields of a Test, found "a"'],
  [
    "test: [{ num_chunks: 1, chunk_size: 2 }]",
    "tests.yaml:1:25: chunk_size cannot be given beside num_chunks: only one of both",
  ],
  ["test: [{ benchmark: maybe }]", 'tests.yaml:1:21: benchmark: expected true or false, found "maybe"'],
  [
    "test: [{ num_chunks: 1.5 }]",
    'tests.yaml:1:22: num_chunks: expected an integer from -2147483648 to 2147483647, found "1.5"',
  ],
  ["env: { log_level: LOUD }", "tests.yaml:1:19: log_level: there is no level LOUD"],
  ["test: [{ name: { a: b } }]", "tests.yaml:1:16: name: expected a value, found a mapping"],
  ["test: [{ request_headers: { a: 1 } }]", "tests.yaml:1:29: Invocation has no field a"],
])("%j: %s", (text, message) => {
  expect(fault(text)).toBe(message);
});

test.each([
  ["hasHeadr", "Did you mean hasHeader?"],
  ["has_headr", "Did you mean has_header?"],
])("instead of %s the nearest field is meant, written the same way", (written, hint) => {
  const text = `test: [{ request_headers: { result: { ${written}: [] } } }]`;
  expect(() => parse(text)).toThrowError(expect.objectContaining({ code: "MW0431", hint }));
});

test("a fault of YAML itself is at its place, too", () => {
  expect(fault("test:\n  - name: 'a\n")).toMatch(/^tests\.yaml:3:1: /);
});
