import { expect, test } from "vitest";
import { buildModule } from "../fixtures/build-module.ts";
import { readModule } from "../read/index.ts";
import { checkNameSection } from "./name-section.ts";

function check(spec: Parameters<typeof buildModule>[0]) {
  return checkNameSection(readModule(buildModule(spec)));
}

test("function names pass", () => {
  expect(check({})).toEqual([]);
});

test("no name section is a warning", () => {
  expect(check({ names: false })).toMatchObject([
    { code: "MW0319", level: "warning", message: "there is no name section" },
  ]);
});

test("one without function names is a warning", () => {
  expect(check({ names: false, custom: [["name", [0, 2, 1, 0x61]]] })).toMatchObject([
    { code: "MW0319", message: "the name section names no function" },
  ]);
});

test("a damaged one is an error", () => {
  expect(check({ names: false, custom: [["name", [1, 50, 1]]] })).toMatchObject([{ code: "MW0323", level: "error" }]);
});
