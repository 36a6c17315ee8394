import { expect, test } from "vitest";
import { buildModule } from "../fixtures/build-module.ts";
import { readModule } from "../read/index.ts";
import { checkMemoryExport } from "./memory-export.ts";

const none = { memories: [], exportedMemories: {} };

function check(spec: Parameters<typeof buildModule>[0]) {
  return checkMemoryExport(readModule(buildModule(spec)));
}

test("an exported memory passes, whatever its name", () => {
  const imports = [{ name: "proxy_log", params: "i32 i32 i32", results: "i32" }];
  expect(check({ imports, exportedMemories: { other: 0 } })).toEqual([]);
});

test("no memory, but a host call with pointers", () => {
  const imports = [
    { name: "proxy_done", results: "i32" },
    { name: "proxy_log", params: "i32 i32 i32", results: "i32" },
  ];
  expect(check({ imports, ...none })).toMatchObject([
    { code: "MW0314", level: "error", message: "env.proxy_log needs memory, but there is none" },
  ]);
});

test("a memory that is not exported", () => {
  const imports = [{ module: "wasi_snapshot_preview1", name: "random_get", params: "i32 i32", results: "i32" }];
  expect(check({ imports, exportedMemories: {} })).toMatchObject([
    { message: expect.stringContaining("the memory is not exported") },
  ]);
});

test("host calls without pointers need none", () => {
  const imports = [
    { name: "proxy_done", results: "i32" },
    { name: "proxy_set_effective_context", params: "i32", results: "i32" },
  ];
  expect(check({ imports, ...none })).toEqual([]);
});
