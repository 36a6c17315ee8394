import { expect, test } from "vitest";
import { buildModule, leb } from "../fixtures/build-module.ts";
import { readModule } from "../read/index.ts";
import { checkMemorySize } from "./memory-size.ts";

function check(pages: number) {
  return checkMemorySize(readModule(buildModule({ memories: [[0, ...leb(pages)]] })));
}

test("1 GiB is allowed, a page more is not", () => {
  expect(check(16384)).toEqual([]);
  expect(check(16385)).toMatchObject([
    { code: "MW0322", level: "error", message: "memory begins with 16385 pages; Envoy gives at most 16384" },
  ]);
});

test("the maximum does not count", () => {
  expect(checkMemorySize(readModule(buildModule({ memories: [[1, 1, ...leb(65536)]] })))).toEqual([]);
});
