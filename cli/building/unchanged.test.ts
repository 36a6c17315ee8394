import { readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Captured, capture } from "../fixtures/captured-cli.ts";
import { filterSource, folderWith, projectFiles } from "../fixtures/project.ts";

const build = (cwd: string, ...words: string[]): Promise<Captured> =>
  capture(["build", "--mode", "debug", ...words], { cwd });

test("what has not changed is not compiled: the output says so, and what the compiler warned of is told again", async () => {
  const cwd = folderWith({ ...projectFiles, "assembly/index.ts": `${filterSource}\nWARNING("mind the gap");\n` });
  const first = await build(cwd);
  expect(first.stderr).toMatch(/^⚠ assembly\/index\.ts:\d+:1 AS\d+: mind the gap\n✔ built canary {2}debug .* ms\n$/);
  const module = join(cwd, "build/canary.debug.wasm");
  const [bytes, time] = [readFileSync(module), statSync(module).mtimeMs];

  const second = await build(cwd);
  expect(second.stderr).toMatch(/^⚠ .*: mind the gap\n✔ canary is unchanged {2}debug \d+\.\d kB\n$/);
  expect(second.stdout).toMatch(
    /^MODULE .*\nbuild\/canary\.debug\.wasm {2}debug +\d+\.\d kB {2}unchanged {2}canary\n$/,
  );
  expect(second.status).toBe(0);
  expect([readFileSync(module), statSync(module).mtimeMs]).toEqual([bytes, time]);

  const { data, warnings } = JSON.parse((await build(cwd, "--json", "--report")).stdout);
  expect(data.modules).toMatchObject([{ unchanged: true, rootIds: ["canary"], size: bytes.length }]);
  expect(data.modules[0].functions.length).toBeGreaterThan(10);
  expect(warnings).toHaveLength(1);
});

test("it is compiled where a source, the project's version or the module has changed, and with --force", async () => {
  const cwd = folderWith(projectFiles);
  const isCompiled = async (...words: string[]) => {
    const { data } = JSON.parse((await build(cwd, "--json", ...words)).stdout);
    return !data.modules[0].unchanged;
  };
  expect(await isCompiled()).toBe(true);
  expect(await isCompiled()).toBe(false);
  expect(await isCompiled("--force")).toBe(true);

  writeFileSync(join(cwd, "assembly/index.ts"), filterSource.replace('"yes"', '"certainly"'));
  expect(await isCompiled()).toBe(true);
  writeFileSync(join(cwd, "package.json"), '{ "version": "1.2.4" }\n');
  expect(await isCompiled()).toBe(true);
  rmSync(join(cwd, "build/canary.debug.wasm"));
  expect(await isCompiled()).toBe(true);
  rmSync(join(cwd, "build/canary.debug.wasm.map"));
  expect(await isCompiled()).toBe(true);
  expect(await isCompiled()).toBe(false);
});

test("a module is as new as sources that were only touched", async () => {
  const cwd = folderWith(projectFiles);
  await build(cwd);
  const [source, module] = [join(cwd, "assembly/index.ts"), join(cwd, "build/canary.debug.wasm")];
  const past = new Date(Date.now() - 60_000);
  utimesSync(module, past, past);
  expect((await build(cwd)).stderr).toContain("unchanged");
  expect(statSync(module).mtimeMs).toBeGreaterThanOrEqual(statSync(source).mtimeMs);
});

test("each output folder has builds of its own, and git sees nothing of how they are known", async () => {
  const cwd = folderWith(projectFiles);
  await build(cwd);
  expect((await build(cwd, "--out-dir", "other")).stderr).toContain("built canary");
  expect((await build(cwd)).stderr).toContain("unchanged");
  expect((await build(cwd, "--out-dir", "other")).stderr).toContain("unchanged");
  expect(readFileSync(join(cwd, ".mesh-wasm/.gitignore"), "utf8")).toBe("*\n");
});
