import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { lineOfStatement } from "../../module/symbolicate/trapping-source.ts";
import { folderWith } from "../fixtures/project.ts";
import { styleFor } from "../framework/style.ts";
import { type LoggedFilter, loggedFilter } from "../traps/logged-filter.ts";
import { TrapExplainer } from "../traps/trap-explainer.ts";
import { LogDisplay } from "./show-logs.ts";

/** Of `this.list[3]` in the source. */
const line = lineOfStatement(1);

let filter: LoggedFilter;
let lines: string[];

beforeAll(async () => {
  filter = await loggedFilter("/1", "debug");
  lines = filter.log.trimEnd().split("\n");
});

function displayed(everything: boolean, files: Record<string, string | Uint8Array>) {
  const folder = folderWith(files);
  const shown: string[] = [];
  const display = new LogDisplay({
    style: styleFor({ write() {}, isTTY: false, columns: 80 }, "never", {
      env: { LANG: "C.UTF-8" },
      platform: "linux",
    }),
    everything,
    explainer: new TrapExplainer([{ file: join(folder, "probe.wasm") }]),
    effect: "requests get 503 from now on",
    show: (line) => shown.push(line),
  });
  return { display, shown };
}

function built(): Record<string, string | Uint8Array> {
  return { "probe.wasm": filter.wasm, "probe.wasm.map": filter.sourceMap };
}

const explanation = [
  "✖ MW0401  probe trapped in proxy_on_request_headers: Index out of range",
  expect.stringMatching(/^ {4}at Array<i32>\.\[\] +~lib\/array\.ts:114:42/),
  `    at Stream.onRequestHeaders  assembly/index.ts:${line}:18     │ picked = this.list[3].toString();`,
  "    → requests get 503 from now on",
];

test("the explanation stands for the backtrace", () => {
  const { display, shown } = displayed(false, built());
  for (const line of lines) display.take(line);
  expect(shown.map((line) => line.replace(/:18 +│/, ":18     │"))).toEqual([
    "critical probe  ~lib/array.ts:114:42: Index out of range",
    ...explanation,
  ]);
});

test("where everything is shown, below the backtrace", () => {
  const { display, shown } = displayed(true, built());
  for (const line of lines) display.take(line);
  expect(shown[0]).toBe("info    envoy main  before");
  expect(shown.filter((line) => line.includes("0x"))).toHaveLength(lines.filter((line) => line.includes("0x")).length);
  expect(shown.at(-1)).toBe("info    envoy main  after");
  expect(shown.at(-2)).toBe("    → requests get 503 from now on");
});

test("where the module is not known, the backtrace stays", () => {
  const { display, shown } = displayed(false, {});
  for (const line of lines) display.take(line);
  expect(shown.some((line) => line.includes("sdk/__mesh_abort"))).toBe(true);
  expect(shown.some((line) => line.includes("names only"))).toBe(true);
});

test("what is held back is shown when Envoy ends", () => {
  const { display, shown } = displayed(false, built());
  for (const line of lines.slice(0, 3)) display.take(line);
  expect(shown).toHaveLength(1);
  display.end();
  expect(shown.some((line) => line.includes("probe trapped"))).toBe(true);
});
