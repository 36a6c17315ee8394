import { expect, test } from "vitest";
import { buildModule } from "../fixtures/build-module.ts";
import { readModule } from "../read/index.ts";
import { checkCallbackTypes } from "./callback-types.ts";

function check(...functions: { name: string; params?: string; results?: string }[]) {
  return checkCallbackTypes(readModule(buildModule({ functions })));
}

test("right types pass", () => {
  const found = check(
    { name: "proxy_on_request_headers", params: "i32 i32 i32", results: "i32" },
    { name: "proxy_on_log", params: "i32" },
    { name: "_initialize" },
  );
  expect(found).toEqual([]);
});

test("shows what was found, what Envoy wants, and how to export it", () => {
  expect(check({ name: "proxy_on_log", params: "i32", results: "i32" })).toEqual([
    {
      code: "MW0316",
      level: "error",
      message: "proxy_on_log is (i32) -> i32; Envoy wants (i32) -> ()",
      hint: "export it as proxy_on_log(context_id: i32): void",
    },
  ]);
});

test("the headers callbacks of ABI 0.1.0 have no end_of_stream", () => {
  const functions = [{ name: "proxy_on_request_headers", params: "i32 i32", results: "i32" }];
  expect(check(...functions)).toHaveLength(1);
  expect(checkCallbackTypes(readModule(buildModule({ abi: ["0_1_0"], functions })))).toEqual([]);
});

test("what Envoy does not look for passes", () => {
  expect(check({ name: "main", params: "f64" })).toEqual([]);
  expect(check({ name: "proxy_on_memory_allocate", params: "f64" })).toEqual([]);
  expect(check({ name: "_initialize" }, { name: "_start", params: "f64" })).toEqual([]);
  expect(check({ name: "_initialize" }, { name: "main", params: "f64" })).toHaveLength(1);
});

test("the allocator's type", () => {
  const functions = [{ name: "malloc", params: "i64", results: "i32" }];
  expect(checkCallbackTypes(readModule(buildModule({ allocator: null, functions })))).toMatchObject([
    { message: "malloc is (i64) -> i32; Envoy wants (i32) -> i32" },
  ]);
});
