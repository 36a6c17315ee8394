import { expect, test } from "vitest";
import { buildModule } from "../fixtures/build-module.ts";
import { readModule } from "../read/index.ts";
import { checkReadProblem } from "./read-problem.ts";

function check(bytes: Uint8Array) {
  return checkReadProblem(readModule(bytes));
}

test("a good module has none", () => {
  expect(check(buildModule())).toEqual([]);
});

test("a truncated module", () => {
  expect(check(buildModule().subarray(0, -1))).toMatchObject([
    { code: "MW0307", level: "error", message: expect.stringMatching(/^at byte \d+, .*unexpected end/) },
  ]);
});

test("a component", () => {
  const component = Uint8Array.of(0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0);
  expect(check(component)).toMatchObject([{ code: "MW0308", hint: expect.stringContaining("wasm32-wasip1") }]);
});

test("another file", () => {
  expect(check(Uint8Array.of(0x1f, 0x8b))).toMatchObject([
    { code: "MW0306", message: "this is a gzip file; unpack it first" },
  ]);
});
