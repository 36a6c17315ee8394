import { expect, test } from "vitest";
import { buildModule } from "../fixtures/build-module.ts";
import { readModule } from "../read/index.ts";
import { checkAllocator } from "./allocator.ts";

function check(spec: Parameters<typeof buildModule>[0]) {
  return checkAllocator(readModule(buildModule(spec)));
}

test.each(["malloc", "proxy_on_memory_allocate"])("%s passes", (allocator) => {
  expect(check({ allocator })).toEqual([]);
});

test("none", () => {
  expect(check({ allocator: null })).toMatchObject([{ code: "MW0313", level: "error" }]);
});

test("one that is no function", () => {
  expect(check({ allocator: null, exports: [["malloc", 2, 0]] })).toMatchObject([
    { code: "MW0313", message: "malloc is exported as a memory, not as a function" },
  ]);
});
