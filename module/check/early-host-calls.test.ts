import { expect, test } from "vitest";
import { buildModule, code } from "../fixtures/build-module.ts";
import { readModule } from "../read/index.ts";
import { checkEarlyHostCalls } from "./early-host-calls.ts";

const done = { name: "proxy_done", results: "i32" };
const callDone = [...code.call(0), ...code.drop];

function check(spec: Parameters<typeof buildModule>[0]) {
  return checkEarlyHostCalls(readModule(buildModule({ imports: [done], ...spec })));
}

test("warns of a host call in _initialize", () => {
  expect(check({ functions: [{ name: "_initialize", body: callDone }] })).toMatchObject([
    { code: "MW0324", level: "warning", message: "Envoy traps where this happens: _initialize → env.proxy_done" },
  ]);
});

test("warns of one in main, which Envoy calls after _initialize", () => {
  const main = { name: "main", params: "i32 i32", results: "i32", body: [...callDone, ...code.i32(0)] };
  expect(check({ functions: [{ name: "_initialize", body: [] }, main] })).toHaveLength(1);
  expect(check({ functions: [main] })).toEqual([]);
});

test("looks at _start only where there is no _initialize", () => {
  const start = { name: "_start", body: callDone };
  expect(check({ functions: [start] })).toHaveLength(1);
  expect(check({ functions: [start, { name: "_initialize", body: [] }] })).toEqual([]);
});

test("logging is allowed", () => {
  const log = { name: "proxy_log", params: "i32 i32 i32", results: "i32" };
  const body = [...code.i32(2), ...code.i32(0), ...code.i32(0), ...code.call(0), ...code.drop];
  expect(check({ imports: [log], functions: [{ name: "_initialize", body }] })).toEqual([]);
});

test("a call that only a trap follows passes", () => {
  expect(check({ functions: [{ name: "_initialize", body: [...callDone, ...code.unreachable] }] })).toEqual([]);
});
