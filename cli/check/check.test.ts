import { describe, expect, test } from "vitest";
import { readModule } from "../../module/index.ts";
import { type Captured, capture, normalized } from "../fixtures/captured-cli.ts";
import { compiled, filterSource, folderWith, projectFiles } from "../fixtures/project.ts";
import { styleFor } from "../framework/style.ts";
import type { CheckReport } from "./report.ts";
import { renderReport, reporterNames } from "./reporters.ts";

const emptyModule = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);

/** A project with one filter of each kind of fault, and one without. */
const faulty = {
  "mesh-wasm.config.json": JSON.stringify({
    filters: {
      canary: { entry: "assembly/index.ts", configuration: { header: "x-beta" } },
      broken: { entry: "assembly/broken.ts" },
      large: { entry: "assembly/index.ts", rootId: "canary", sizeLimit: "1kB" },
      wrong: { entry: "assembly/index.ts", rootId: "canary", configuration: "plugin.yaml" },
    },
  }),
  "assembly/index.ts": filterSource,
  "assembly/broken.ts": filterSource.replace("this.header,", "this.haeder,").replace('"x-canary"', "7"),
  "plugin.yaml": "haeder: x-beta\nheader: 7\n",
};

test("a good project passes, and nothing is written", async () => {
  const cwd = folderWith(projectFiles);
  const { status, stdout } = await capture(["check"], { cwd });
  expect(status).toBe(0);
  expect(stdout).toMatch(/^✔ canary {2}\d+\.\d kB\n$/);
  expect((await capture(["inspect", "build/canary.wasm"], { cwd })).status).toBe(2);
});

describe("a faulty project", () => {
  let checked: Promise<Captured> | undefined;

  /** Four builds take long: the first test that asks does them for all. */
  function checkFaulty(): Promise<Captured> {
    checked ??= capture(["check", "--json"], { cwd: folderWith(faulty) });
    return checked;
  }

  test("fails, with the findings as data beside the error", async () => {
    const { status, stdout } = await checkFaulty();
    const report: CheckReport = JSON.parse(stdout).data;
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { code: "MW0111", message: "5 errors" } });
    expect(report.findings.map(({ target, code, file, line }) => [target, code, file, line])).toEqual([
      ["broken", "MW0201", "assembly/broken.ts", 6],
      ["broken", "MW0201", "assembly/broken.ts", 21],
      ["large", "MW1006", "mesh-wasm.config.json", 0],
      ["wrong", "MW1001", "plugin.yaml", 0],
      ["wrong", "MW1001", "plugin.yaml", 0],
    ]);
  });

  test.each(reporterNames)("reporter %s", async (reporter) => {
    const style = styleFor({ write() {}, isTTY: false, columns: 80 }, "never", {
      env: { LANG: "C.UTF-8" },
      platform: "linux",
    });
    const { targets, findings } = JSON.parse((await checkFaulty()).stdout).data;
    const text = normalized(renderReport({ targets, findings }, reporter, style, "1.2.3"));
    await expect(text.replace(/"size": \d+/g, '"size": 0')).toMatchFileSnapshot(`../golden/check/${reporter}.txt`);
  });
});

test("modules of any SDK can be checked, each by the name that was given", async () => {
  const cwd = folderWith({ "a.wasm": emptyModule, "b.wasm": "no module" });
  const { status, stdout } = await capture(["check", "a.wasm", "b.wasm", "--json"], { cwd });
  expect(status).toBe(1);
  const { findings, targets } = JSON.parse(stdout).data;
  expect(targets).toEqual([
    { name: "a.wasm", size: 8 },
    { name: "b.wasm", size: 9 },
  ]);
  expect(findings).toContainEqual(expect.objectContaining({ target: "a.wasm", code: "MW0301" }));
  expect(findings).toContainEqual(expect.objectContaining({ target: "b.wasm", code: "MW0306" }));
});

test("--reporter chooses the form", async () => {
  const cwd = folderWith({ "a.wasm": emptyModule });
  const { stdout, stderr } = await capture(["check", "a.wasm", "--reporter", "github"], { cwd });
  expect(stdout).toMatch(/^::error file=a\.wasm,title=MW0301 /);
  expect(stderr).toContain("MW0111");
});

test("a warning alone fails only where it is asked to", async () => {
  const cwd = folderWith({ "canary.wasm": withoutNames(await compiled(filterSource)) });
  expect((await capture(["check", "canary.wasm"], { cwd })).status).toBe(0);
  const strict = await capture(["check", "canary.wasm", "--fail-on", "warning"], { cwd });
  expect(strict.status).toBe(1);
  expect(strict.stdout).toContain("⚠ MW0319");
});

/** The module without its name section: the section gets another name. */
function withoutNames(module: Uint8Array): Uint8Array {
  const section = readModule(module).customSections.find(({ name }) => name === "name");
  const copy = Buffer.from(module);
  copy.write("nope", (section?.offset ?? 0) - "name".length);
  return copy;
}
