import { expect, test } from "vitest";
import { capture, normalized } from "../fixtures/captured-cli.ts";
import { filterSource, folderWith, projectFiles } from "../fixtures/project.ts";

const emptyModule = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
/** One filter of each kind of fault, and one without. */
const files = {
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

test("a good project passes", async () => {
  const cwd = folderWith(projectFiles);
  const { status, stdout } = await capture(["check"], { cwd });
  expect(status).toBe(0);
  expect(stdout).toMatch(/^✔ canary {2}\d+\.\d kB\n$/);
});

test.each(["pretty", "json", "github", "sarif", "markdown"])("reporter %s", async (reporter) => {
  const cwd = folderWith(files);
  const { status, stdout, stderr } = await capture(["check", "--reporter", reporter], { cwd });
  expect(status).toBe(1);
  expect(stderr).toContain("5 errors");
  const text = normalized(stdout, { [cwd]: "<folder>" }).replace(/"size": \d+/g, '"size": 0');
  await expect(text).toMatchFileSnapshot(`../golden/check/${reporter}.txt`);
});

test("--json has the same findings as data, beside the error", async () => {
  const cwd = folderWith(files);
  const document = JSON.parse((await capture(["check", "--json"], { cwd })).stdout);
  expect(document).toMatchObject({ ok: false, error: { code: "MW0111", message: "5 errors" } });
  const found = document.data.findings.map(({ target, code, file, line }: Record<string, unknown>) => [
    target,
    code,
    file,
    line,
  ]);
  expect(found).toEqual([
    ["broken", "MW0201", "assembly/broken.ts", 6],
    ["broken", "MW0201", "assembly/broken.ts", 21],
    ["large", "MW1006", "mesh-wasm.config.json", 0],
    ["wrong", "MW1001", "plugin.yaml", 0],
    ["wrong", "MW1001", "plugin.yaml", 0],
  ]);
});

test("modules of any SDK can be checked, and --fail-on decides what is grave", async () => {
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

test("a warning alone fails only where it is asked to", async () => {
  const cwd = folderWith(projectFiles);
  await capture(["build", "--no-names"], { cwd });
  expect((await capture(["check", "build/canary.wasm"], { cwd })).status).toBe(0);
  const strict = await capture(["check", "build/canary.wasm", "--fail-on", "warning"], { cwd });
  expect(strict.status).toBe(1);
  expect(strict.stdout).toContain("⚠ MW0319");
});

test("check writes nothing", async () => {
  const cwd = folderWith(projectFiles);
  await capture(["check"], { cwd });
  const { status } = await capture(["inspect", "build/canary.wasm"], { cwd });
  expect(status).toBe(2);
});
