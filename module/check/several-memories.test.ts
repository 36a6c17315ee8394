import { expect, test } from "vitest";
import { buildModule } from "../fixtures/build-module.ts";
import { readModule } from "../read/index.ts";
import { checkSeveralMemories } from "./several-memories.ts";

function check(exportedMemories: Record<string, number>) {
  return checkSeveralMemories(
    readModule(
      buildModule({
        memories: [
          [0, 1],
          [0, 1],
        ],
        exportedMemories,
      }),
    ),
  );
}

test("warns of two exported memories", () => {
  expect(check({ memory: 0, other: 1 })).toMatchObject([
    { code: "MW0327", level: "warning", message: "of the memories memory, other Envoy uses the last" },
  ]);
});

test("one memory under two names passes, and so does one that is not exported", () => {
  expect(check({ memory: 1, other: 1 })).toEqual([]);
});
