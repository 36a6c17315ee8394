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
  for (const [, path = "", text = ""] of page.matchAll(/^```[jt]s file=(\S+)\n([\s\S]*?)^```$/gm))
    await add(path, text);
  await add("package.json", '{ "type": "module" }');
  const filters = { gate: { entry: "assembly/index.ts" }, shout: { entry: "assembly/shout.ts" } };
  await add("mesh-wasm.config.json", JSON.stringify({ filters }));
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
  expect(await runTests("host")).toMatch(/Tests\s+10 passed \(10\)/);
});

test("its tests pass in Envoy, but for the one about time, which is skipped", async () => {
  expect(await runTests("envoy")).toMatch(/Tests\s+9 passed \| 1 skipped \(10\)/);
});

test("its tests for node:test pass on what `mesh-wasm build` has written, on the host and in Envoy", async () => {
  await runProcess("node", [bin, "build"], { cwd: project });
  for (const [engine, passed, skipped] of [
    ["host", 2, 0],
    ["envoy", 1, 1],
  ] as const) {
    const { stdout } = await runProcess("node", ["--test", "--test-reporter=tap", "test/gate.mjs"], {
      cwd: project,
      env: { ...process.env, MESH_WASM_ENGINE: engine },
    });
    expect(stdout).toContain(`# pass ${passed}\n# fail 0\n# cancelled 0\n# skipped ${skipped}`);
  }
});
