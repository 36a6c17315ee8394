import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeMachine, writeFakeEnvoy, writeScript } from "./fixtures/machine.ts";
import { probeEnvoy } from "./probe-envoy.ts";

test("an Envoy that loads a module is usable", async () => {
  const { folder, ctx } = await makeMachine();
  const path = await writeFakeEnvoy(join(folder, "envoy"), "1.41.0-dev");
  expect(await probeEnvoy(ctx, path)).toEqual({ usable: true, version: "1.41.0-dev" });
});

test("an Envoy that loads no module is not, and its words are kept", async () => {
  const { folder, ctx } = await makeMachine();
  const path = await writeFakeEnvoy(join(folder, "envoy"), "1.38.3", { wasm: false });
  expect(await probeEnvoy(ctx, path)).toEqual({
    usable: false,
    problem: "is Envoy 1.38.3, but runs no Wasm modules",
    details: ["Envoy was compiled without support for it"],
  });
});

test("says what is wrong with other files", async () => {
  const { folder, ctx } = await makeMachine();
  const at = (name: string) => join(folder, name);
  await mkdir(at("a-folder"));
  await writeFile(at("a-text"), "no program");
  await writeScript(at("stranger"), "#!/bin/sh\necho Laravel Envoy 2.9.0\n");
  await writeScript(at("old-glibc"), "#!/bin/sh\necho 'version GLIBC_2.31 not found' >&2\nexit 1\n");
  await writeScript(at("dangling"), "#!/nowhere/interpreter\n");

  expect(await probeEnvoy(ctx, at("nothing"))).toMatchObject({ problem: "does not exist" });
  expect(await probeEnvoy(ctx, at("a-folder"))).toMatchObject({ problem: "is not a file" });
  expect(await probeEnvoy(ctx, at("a-text"))).toMatchObject({ problem: "is not executable" });
  expect(await probeEnvoy(ctx, at("stranger"))).toMatchObject({
    problem: "is not an Envoy: --version prints something else",
    details: ["Laravel Envoy 2.9.0"],
  });
  expect(await probeEnvoy(ctx, at("old-glibc"))).toMatchObject({
    problem: "does not run here",
    details: ["version GLIBC_2.31 not found"],
  });
  expect(await probeEnvoy(ctx, at("dangling"))).toMatchObject({
    problem: "does not start",
    details: [expect.stringContaining("ENOENT")],
  });
});

test("a binary that was replaced is tried again", async () => {
  const { folder, ctx } = await makeMachine();
  const path = join(folder, "envoy");
  await writeFakeEnvoy(path, "1.39.0");
  expect(await probeEnvoy(ctx, path)).toMatchObject({ version: "1.39.0" });
  await writeFakeEnvoy(path, "1.40.0");
  expect(await probeEnvoy(ctx, path)).toMatchObject({ version: "1.40.0" });
});
