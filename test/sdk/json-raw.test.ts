import { beforeAll, expect, test } from "vitest";
import { buildProbe } from "./support/build-probe.ts";
import { generator, mutate } from "./support/mutate.ts";
import { type RunningProbe, runProbe } from "./support/run-probe.ts";

let probe: RunningProbe;

beforeAll(async () => {
  probe = await runProbe(await buildProbe("json"));
});

/** The object without its key "drop", or the error. */
function copy(text: string | Uint8Array): string {
  probe.give("copy", text);
  return probe.text();
}

test("values of every kind are copied as they are", () => {
  for (const value of [
    ...["1.0", "12345678901234567890.50", "1E400", "-0", "true", "false", "null"],
    ...['"\\u0041\\/é€😀"', '""', "[]", "{}", "[ 1.10 ,{ } ]", '{"x": [1e5, "]}"],\n"drop":1}'],
  ]) {
    expect(copy(` { "a" : ${value} , "drop": ${value}, "b":${value}} `)).toBe(`{"a":${value},"b":${value}}`);
  }
});

test("what is wrong in a value is found, and where", () => {
  expect(copy('{"a":[1,{"b":tru}]}')).toBe("a[1].b: expected true (line 1, column 14)");
  expect(copy('{"a":}')).toBe("a: expected a value (line 1, column 6)");
  expect(copy('{"a":01}')).toBe('expected "," or "}" (line 1, column 7)');
  expect(copy('{"a":"x')).toBe("a: a string that does not end (line 1, column 8)");
  expect(copy('{"a":[1}')).toBe('a: expected "," or "]" (line 1, column 8)');
  expect(copy(Buffer.from('{"a":"\xff"}', "latin1"))).toBe("a: a string that is not UTF-8 (line 1, column 6)");
});

test("the limit of the depth counts the objects around the value", () => {
  const nested = (levels: number) => `{"a":${"[".repeat(levels - 1)}${"]".repeat(levels - 1)}}`;
  expect(copy(nested(64))).toBe(nested(64));
  expect(copy(nested(65))).toContain("nested deeper than 64 levels (line 1, column 69)");
});

test("a value is taken once", () => {
  probe.give("rawTwice", " [1.0] ");
  expect(probe.text()).toBe("[1.0]||read out of order");
});

test("what comes out is what JSON.parse makes of it", () => {
  const random = generator(43);
  const text = Buffer.from('{"id": 12.50, "drop": [1], "tags": ["a", "é", {"b": null}], "x": {"y": [true, -1e-7]}}');
  let accepted = 0;
  for (let round = 0; round < 20_000; ++round) {
    const input = mutate(text, random);
    if (!probe.give("copy", input)) continue;
    const { drop, ...rest } = JSON.parse(Buffer.from(input).toString());
    expect(JSON.parse(probe.text())).toEqual(rest);
    ++accepted;
  }
  expect(accepted).toBeGreaterThan(100);
});
