import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bin, checkout } from "../support/cli.ts";
import { runProcess } from "../support/run-process.ts";

// The files that docs/testing.md shows are a project, and its tests run.

const page = await readFile(join(checkout, "docs/testing.md"), "utf8");
let project: string;

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), "mesh-wasm-testing-"));
  for (const [, path = "", text = ""] of page.matchAll(/^```ts file=(\S+)\n([\s\S]*?)^```$/gm)) await add(path, text);
  await add("package.json", '{ "type": "module" }');
  await add("mesh-wasm.config.json", '{ "filters": { "gate": { "entry": "assembly/index.ts" } } }');
  await mkdir(join(project, "node_modules"));
  for (const name of ["vitest", "assemblyscript"]) {
    await symlink(join(checkout, "node_modules", name), join(project, "node_modules", name));
  }
  await symlink(checkout, join(project, "node_modules/mesh-wasm"));
});

afterAll(() => rm(project, { recursive: true, force: true }));

async function add(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(project, path)), { recursive: true });
  await writeFile(join(project, path), text);
}

async function runTests(engine: string): Promise<string> {
  const { stdout } = await runProcess("node", [bin, "test", "--engine", engine], {
    cwd: project,
    env: { ...process.env, NO_COLOR: "1" },
  });
  return stripVTControlCharacters(stdout);
}

test("its tests pass on the host", async () => {
  expect(await runTests("host")).toMatch(/Tests\s+7 passed \(7\)/);
});

test("its tests pass in Envoy, but for the one about time, which is skipped", async () => {
  expect(await runTests("envoy")).toMatch(/Tests\s+6 passed \| 1 skipped \(7\)/);
});
