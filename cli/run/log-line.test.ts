import { expect, test } from "vitest";
import { styleFor } from "../framework/style.ts";
import { logView, parseLogLine } from "./log-line.ts";

const style = styleFor({ write() {}, isTTY: false, columns: 80 }, "never", { env: {}, platform: "linux" });
const prefix = "[2026-01-02 03:04:05.678][12]";

const plugin = `${prefix}[info][wasm] [source/extensions/common/wasm/context.cc:1195] wasm log canary canary vm: routed: 3`;
const anonymous = `${prefix}[warning][wasm] [source/extensions/common/wasm/context.cc:1198] wasm log: no name`;
const trap = `${prefix}[critical][wasm] [source/extensions/common/wasm/wasm_vm.cc:38] Function: proxy_on_request_headers failed`;
const startup = `${prefix}[info][main] [source/server/server.cc:400] initializing epoch 0`;
const fault = `${prefix}[error][config] [source/server/config.cc:1] no such cluster`;

test("takes a line apart, with or without the source file", () => {
  expect(parseLogLine(startup)).toEqual({ level: "info", logger: "main", message: "initializing epoch 0" });
  expect(parseLogLine(`${prefix}[debug][http.codec] x`)).toEqual({
    level: "debug",
    logger: "http.codec",
    message: "x",
  });
  expect(parseLogLine("  1:  0x6a01 - assembly/index/readThird")).toBeUndefined();
});

test("shows what plugins say and what is wrong, with the lines that belong to it", () => {
  const view = logView(style, false);
  const shown = [startup, "continued", plugin, anonymous, trap, "  1: 0x6a01 - main", startup, fault].map(view);
  expect(shown).toEqual([
    undefined,
    undefined,
    "info    canary  routed: 3",
    "warning plugin  no name",
    "critical envoy wasm  Function: proxy_on_request_headers failed",
    "          1: 0x6a01 - main",
    undefined,
    "error   envoy config  no such cluster",
  ]);
});

test("shows every line where everything is asked for", () => {
  const view = logView(style, true);
  expect(view(startup)).toBe("info    envoy main  initializing epoch 0");
  expect(view("continued")).toBe("        continued");
});
