import { describe, expect, test } from "vitest";
import type { PropertyContext } from "../attributes/property-context.ts";
import { checkCalls } from "./check-calls.ts";
import { evaluate } from "./evaluate.ts";
import { ExpressionError, Failure } from "./failure.ts";
import { parse } from "./parser.ts";

// Some 1300 expressions are compared with Envoy in test/host/expressions.envoy.test.ts

function contextIn(envoyMinor: number): PropertyContext {
  return {
    pluginProperties: { envoyMinor, node: { id: "node-7" }, name: "plugin", rootId: "", vmId: "", declared: new Map() },
    streamInfo: undefined,
    requestHeaders: undefined,
    responseHeaders: undefined,
    responseTrailers: undefined,
    isFilter: false,
  };
}

function result(source: string, envoyMinor = 40): unknown {
  const expression = parse(source, envoyMinor);
  checkCalls(expression, envoyMinor);
  return evaluate(expression, { context: contextIn(envoyMinor) });
}

describe("an expression", () => {
  test.each([
    ["1 + 2 * 3", 7n],
    ["'a' + \"b\"", "ab"],
    ["[1, 2].exists(x, x > 1) ? 'yes' : 'no'", "yes"],
    ["xds.node.id.startsWith('node')", true],
    ["1 / 0 > 0 || true", true],
    ["{'a': {'b': [1u, 2.5]}}.a.b[1]", 2.5],
    ["size('ü😀')", 2n],
    ["'x-y'.matches('^x.y$')", true],
    ["string(duration('90s')) + string(timestamp(0))", "90s1970-01-01T00:00:00Z"],
  ])("%s", (source, expected) => {
    expect(result(source)).toEqual(expected);
  });

  test.each(["1 / 0", "nobody", "1 + 1u", "{'a': 1}.b", "[1][1]", "1 && true", "9223372036854775807 + 1"])(
    "%s fails",
    (source) => expect(result(source)).toBeInstanceOf(Failure),
  );

  test.each([
    "",
    "1 +",
    "f(1,)",
    "foo(1)",
    "'a",
    "has(1)",
    "[1].all(1, true)",
    "true ? false ? 1 : 2 : 3",
    "for",
    "9223372036854775808",
  ])("%s is none", (source) => expect(() => result(source)).toThrow(ExpressionError));

  test("may not be too deep", () => {
    const nested = (depth: number) => `${"(".repeat(depth)}1${")".repeat(depth)}`;
    expect(result(nested(200))).toBe(1n);
    expect(() => result(nested(300))).toThrow("too deep");
  });
});

describe("releases differ in", () => {
  test.each([
    ["string(1.0 / 3.0)", "0.333333", "0.3333333333333333"],
    ["[1].exists(int, int == 1)", false, true],
    ["string(123456.5)", "123456", "123456.5"],
  ])("%s", (source, before, today) => {
    expect([result(source, 39), result(source, 40)]).toEqual([before, today]);
  });

  test("names between backticks, and behind a dot", () => {
    expect(result("{'a-b': 1}.`a-b`")).toBe(1n);
    expect(() => result("{'a-b': 1}.`a-b`", 39)).toThrow(ExpressionError);
    expect(result(".plugin_name")).toBe("plugin");
    expect(result(".plugin_name", 39)).toBeInstanceOf(Failure);
  });

  test("a bool as a text", () => {
    expect(result("string(true)", 36)).toBeInstanceOf(Failure);
    expect(result("string(true)", 37)).toBe("true");
  });
});
