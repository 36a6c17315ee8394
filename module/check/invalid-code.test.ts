import { expect, test } from "vitest";
import { buildModule, code } from "../fixtures/build-module.ts";
import { readModule } from "../read/index.ts";
import { checkInvalidCode } from "./invalid-code.ts";

function check(body: number[]) {
  return checkInvalidCode(readModule(buildModule({ functions: [{ name: "broken", results: "i32", body }] })));
}

test("valid code passes", () => {
  expect(check(code.i32(1))).toEqual([]);
});

test("says what the engine says", () => {
  expect(check([0x42, 1])).toMatchObject([
    { code: "MW0321", level: "error", message: expect.stringMatching(/"broken" failed: .*expected i32, got i64/) },
  ]);
});

test("code with a feature that Node may lack is not judged", () => {
  // i8x16.relaxed_swizzle of two constants; its operands are of a wrong type.
  expect(check([...code.i32(1), ...code.i32(1), 0xfd, 0x80, 0x02])).toEqual([]);
});
