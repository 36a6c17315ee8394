import { expect, test } from "vitest";
import { buildModule, code } from "../fixtures/build-module.ts";
import { readModule } from "../read/index.ts";
import { checkAllocatorHostCalls } from "./allocator-host-calls.ts";

function check(name: string, allocator: string) {
  const imports = [{ name, results: "i32" }];
  const functions = [{ name: allocator, params: "i32", results: "i32", body: code.call(0) }];
  return checkAllocatorHostCalls(readModule(buildModule({ imports, allocator: null, functions })));
}

test.each(["malloc", "proxy_on_memory_allocate"])("warns of a host call in %s", (allocator) => {
  expect(check("proxy_done", allocator)).toMatchObject([
    { code: "MW0325", level: "warning", message: `Envoy traps where this happens: ${allocator} → env.proxy_done` },
  ]);
});

test("logging is allowed", () => {
  expect(check("proxy_log", "malloc")).toEqual([]);
});

test("without an allocator there is nothing to say", () => {
  expect(checkAllocatorHostCalls(readModule(buildModule({ allocator: null })))).toEqual([]);
});
