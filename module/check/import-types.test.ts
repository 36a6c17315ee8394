import { expect, test } from "vitest";
import { buildModule } from "../fixtures/build-module.ts";
import { readModule } from "../read/index.ts";
import { checkImportTypes } from "./import-types.ts";

function check(entry: { module?: string; name: string; params?: string; results?: string }) {
  return checkImportTypes(readModule(buildModule({ imports: [entry] })));
}

test("the right type passes", () => {
  expect(check({ name: "proxy_increment_metric", params: "i32 i64", results: "i32" })).toEqual([]);
  expect(check({ name: "emscripten_notify_memory_growth", params: "i32" })).toEqual([]);
});

test("shows what was found, what Envoy has, and how to declare it", () => {
  expect(check({ name: "proxy_increment_metric", params: "i32 i32", results: "i32" })).toEqual([
    {
      code: "MW0311",
      level: "error",
      message: "env.proxy_increment_metric is imported as (i32, i32) -> i32; Envoy has (i32, i64) -> i32",
      hint: "declare it as proxy_increment_metric(metric_id: i32, delta: i64): i32",
    },
  ]);
});

test("a missing result counts", () => {
  expect(check({ name: "proxy_done" })).toMatchObject([
    { message: "env.proxy_done is imported as () -> (); Envoy has () -> i32" },
  ]);
});

test("WASI as well", () => {
  const entry = { module: "wasi_unstable", name: "clock_time_get", params: "i32 i32 i32", results: "i32" };
  expect(check(entry)).toMatchObject([{ code: "MW0311", message: expect.stringContaining("(i32, i64, i32) -> i32") }]);
});

test("unknown imports are not its business", () => {
  expect(check({ name: "abort" })).toEqual([]);
});
