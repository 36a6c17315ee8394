import { expect, test } from "vitest";
import { buildModule } from "../fixtures/build-module.ts";
import { readModule } from "../read/index.ts";
import { checkOldAbi } from "./old-abi.ts";

test("warns of 0.1.0", () => {
  const module = readModule(buildModule({ abi: ["0_1_0"] }));
  expect(checkOldAbi(module)).toMatchObject([{ code: "MW0320", level: "warning" }]);
});

test.each([[["0_2_0"]], [["0_2_1"]], [[]]])("says nothing about %j", (abi) => {
  expect(checkOldAbi(readModule(buildModule({ abi })))).toEqual([]);
});
