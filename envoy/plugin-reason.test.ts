import { expect, test } from "vitest";
import { reasonOf } from "./plugin-reason.ts";

function logged(level: string, message: string): string {
  return `[2026-01-02 03:04:05.678][12][${level}][wasm] [source/extensions/common/wasm/context.cc:1148] ${message}`;
}

const failed = logged("error", "Plugin quota failed to load");

test("is the first error of the plugin that logged the last one", () => {
  const lines = [
    logged("error", "wasm log other shop: of a plugin that got on"),
    logged("info", "wasm log limits quota: hello"),
    logged("warning", "wasm log limits quota: old field"),
    logged("error", "wasm log limits quota: perMinute: expected an integer"),
    logged("critical", "wasm log limits quota: and that"),
    failed,
  ];
  expect(reasonOf(lines)).toEqual({
    text: "perMinute: expected an integer",
    words: "wasm log limits quota: perMinute: expected an integer",
  });
});

test("is a warning where there is no error, and nothing where there is neither", () => {
  const warning = logged("warning", "wasm log limits: no rules");
  expect(reasonOf([warning, failed])).toEqual({ text: "no rules", words: "wasm log limits: no rules" });
  expect(reasonOf([logged("info", "wasm log limits: hello"), failed])).toBeUndefined();
  expect(reasonOf([logged("error", "wasm log: "), failed])).toBeUndefined();
  expect(reasonOf([])).toBeUndefined();
});

test("is short: of a text of several lines the first one, of a long one its beginning", () => {
  const several = [logged("error", "wasm log limits: two faults:"), "- one", "- two", failed];
  expect(reasonOf(several)).toEqual({ text: "two faults:", words: null });
  const long = [logged("error", `wasm log limits: ${"x".repeat(300)}`), failed];
  expect(reasonOf(long)).toEqual({ text: `${"x".repeat(200)}…`, words: null });
});
