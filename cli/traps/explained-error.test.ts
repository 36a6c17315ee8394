import { join } from "node:path";
import { expect, test } from "vitest";
import { MeshWasmError } from "../../core/index.ts";
import { lineOfStatement } from "../../module/symbolicate/trapping-source.ts";
import { folderWith } from "../fixtures/project.ts";
import { styleFor } from "../framework/style.ts";
import { explainedError } from "./explained-error.ts";
import { loggedFilter } from "./logged-filter.ts";
import { TrapExplainer } from "./trap-explainer.ts";

/** Of `this.list[3]` in the source. */
const line = lineOfStatement(1);

const style = styleFor({ write() {}, isTTY: false, columns: 80 }, "never", {
  env: { LANG: "C.UTF-8" },
  platform: "linux",
});

test("a plugin that traps while it starts is told by its source", async () => {
  const { wasm, sourceMap, log } = await loggedFilter("/1", "debug");
  const folder = folderWith({ "probe.wasm": wasm, "probe.wasm.map": sourceMap });
  const explainer = new TrapExplainer([{ file: join(folder, "probe.wasm") }]);
  const words = log.split("\n").map((line) => line.replace(/^.*\.cc:\d+\] /, ""));
  const failure = words.findIndex((line) => line.startsWith("Function:"));
  const error = new MeshWasmError(
    "MW0527",
    'the module of plugin "probe" traps in proxy_on_configure: ~lib/array.ts:114:42: Index out of range',
    {
      details: ["said before", ...words.slice(failure, -2), "Plugin probe failed to load"],
    },
  );
  const explained = explainedError(error, explainer, style);
  expect(explained).toMatchObject({
    code: "MW0527",
    message: error.message,
    details: [
      "said before",
      expect.stringMatching(/^at Array<i32>\.\[\] +~lib\/array\.ts:114:42 +│/),
      expect.stringMatching(
        new RegExp(`^at Stream\\.onRequestHeaders +assembly/index\\.ts:${line}:18 +│ picked = this\\.list\\[3\\]`),
      ),
      "Plugin probe failed to load",
    ],
    location: { file: "assembly/index.ts", line, column: 18 },
  });
  // Of a module that is not known Envoy's own words stay.
  expect(explainedError(error, new TrapExplainer([]), style)).toBe(error);
});

test("other errors are as they are", () => {
  const error = new MeshWasmError("MW0522", "refused");
  expect(explainedError(error, new TrapExplainer([]), style)).toBe(error);
  expect(explainedError("text", new TrapExplainer([]), style)).toBe("text");
});
