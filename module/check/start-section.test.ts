import { expect, test } from "vitest";
import { buildModule, code } from "../fixtures/build-module.ts";
import { readModule } from "../read/index.ts";
import { checkStartSection } from "./start-section.ts";

const log = { name: "proxy_log", params: "i32 i32 i32", results: "i32" };
const callLog = [...code.i32(2), ...code.i32(0), ...code.i32(0), ...code.call(0), ...code.drop];

function check(spec: Parameters<typeof buildModule>[0]) {
  return checkStartSection(readModule(buildModule(spec)));
}

test("none passes", () => {
  expect(check({ imports: [log], functions: [{ body: callLog }] })).toEqual([]);
});

test("one without host calls passes", () => {
  expect(check({ functions: [{ body: [] }], start: 0 })).toEqual([]);
});

test("one with a host call is an error that shows the way to it", () => {
  const found = check({
    imports: [log],
    functions: [
      { name: "begin", body: code.call(4) },
      { name: "greet", body: callLog },
    ],
    start: 0,
  });
  expect(found).toMatchObject([
    {
      code: "MW0312",
      level: "error",
      message: "the start section reaches the host: begin → greet → env.proxy_log",
      hint: expect.stringContaining("--exportStart _initialize"),
    },
  ]);
});

test("one that only logs when it fails is a warning", () => {
  const found = check({ imports: [log], functions: [{ body: [...callLog, ...code.unreachable] }], start: 0 });
  expect(found).toMatchObject([{ code: "MW0312", level: "warning" }]);
});

test("host functions that need no context pass", () => {
  const yields = { module: "wasi_snapshot_preview1", name: "sched_yield", results: "i32" };
  expect(check({ imports: [yields], functions: [{ body: [...code.call(0), ...code.drop] }], start: 0 })).toEqual([]);
});
