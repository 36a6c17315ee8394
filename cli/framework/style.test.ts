import { expect, test } from "vitest";
import type { Output } from "../../core/index.ts";
import { type ColorMode, styleFor } from "./style.ts";

function colored(isTTY: boolean, mode: ColorMode, env: Record<string, string> = {}): boolean {
  const output: Output = { write() {}, isTTY, columns: 80 };
  return styleFor(output, mode, { env, platform: "linux" }).color.red("x") !== "x";
}

test("auto colours a terminal and nothing else", () => {
  expect(colored(true, "auto")).toBe(true);
  expect(colored(false, "auto")).toBe(false);
  expect(colored(true, "auto", { TERM: "dumb" })).toBe(false);
});

test("NO_COLOR and FORCE_COLOR count under auto only", () => {
  expect(colored(true, "auto", { NO_COLOR: "1" })).toBe(false);
  expect(colored(true, "auto", { NO_COLOR: "" })).toBe(true);
  expect(colored(false, "auto", { FORCE_COLOR: "1" })).toBe(true);
  expect(colored(true, "auto", { FORCE_COLOR: "0" })).toBe(false);
  expect(colored(false, "always", { NO_COLOR: "1" })).toBe(true);
  expect(colored(true, "never", { FORCE_COLOR: "1" })).toBe(false);
});

test("marks are ASCII where the terminal shows nothing else", () => {
  const output: Output = { write() {}, isTTY: true, columns: 80 };
  const markOf = (env: Record<string, string>, platform = "linux") =>
    styleFor(output, "never", { env, platform }).mark.fail;
  expect(markOf({ LANG: "en_US.UTF-8" })).toBe("✖");
  expect(markOf({ LANG: "en_US.UTF-8", LC_ALL: "C" })).toBe("x");
  expect(markOf({})).toBe("x");
  expect(markOf({ LANG: "en_US.UTF-8", TERM: "dumb" })).toBe("x");
  expect(markOf({}, "win32")).toBe("x");
  expect(markOf({ WT_SESSION: "1" }, "win32")).toBe("✖");
});
