import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { MeshWasmError } from "../../core/index.ts";
import { compile } from "./compile.ts";
import { createCompiler } from "./compiler.ts";
import { smallFilter, testProject } from "./test-project.ts";

test("the worker gives the same module as the compiler in this thread", async () => {
  await using project = await testProject({ "assembly/index.ts": smallFilter });
  await using compiler = createCompiler();
  const [here, there] = [await compile(project.options()), await compiler.compile(project.options())];
  expect(Buffer.compare(here.wasm, there.wasm)).toBe(0);
  expect(there.metadata).toEqual(here.metadata);
});

test("a failed build is a MeshWasmError on this side, and the worker goes on", async () => {
  await using project = await testProject({ "assembly/index.ts": "nonsense" });
  await using compiler = createCompiler();
  const error = await compiler.compile(project.options()).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(MeshWasmError);
  expect(error).toMatchObject({ code: "MW0201", location: { file: "assembly/index.ts", line: 1 } });
  await writeFile(project.options().entry, smallFilter);
  expect((await compiler.compile(project.options())).wasm.length).toBeGreaterThan(0);
});

test("builds asked for at once are all answered, each with its own", async () => {
  await using project = await testProject({ "assembly/index.ts": smallFilter });
  await using compiler = createCompiler();
  const names = ["one", "two", "three"];
  const results = await Promise.all(names.map((name) => compiler.compile(project.options({ name }))));
  expect(results.map((result) => result.metadata.name)).toEqual(names);
});

test("closing fails the build under way", async () => {
  await using project = await testProject({ "assembly/index.ts": smallFilter });
  const compiler = createCompiler();
  const build = compiler.compile(project.options());
  const failed = expect(build).rejects.toThrow("the compiler was closed");
  await compiler.close();
  await failed;
});

test("a compiler that has nothing to do keeps no process alive", async () => {
  const library = new URL("../index.js", pathToFileURL(createRequire(import.meta.url).resolve("#compile-worker")));
  const script = `import { createCompiler } from ${JSON.stringify(library.href)}; createCompiler();`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: "ignore" });
  expect(await once(child, "exit")).toEqual([0, null]);
});
