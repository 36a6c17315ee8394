import { join } from "node:path";
import { expect, test } from "vitest";
import { cachedEnvoyFolder, recordChosenVersion } from "./envoy-cache.ts";
import { findEnvoy } from "./find-envoy.ts";
import { makeMachine, type TestMachine, writeFakeEnvoy, writeScript } from "./fixtures/machine.ts";
import { wheelPlatform } from "./platform.ts";

function cachedPath({ ctx }: TestMachine, version: string): string {
  return join(cachedEnvoyFolder(ctx, version, wheelPlatform()), "envoy");
}

function funcEPath({ folder }: TestMachine, version: string): string {
  return join(folder, ".local/share/func-e/envoy-versions", version, "bin/envoy");
}

test("the order is ENVOY_PATH, PATH, func-e, mesh-wasm's own", async () => {
  const machine = await makeMachine();
  const { ctx, bin, folder } = machine;
  await expect(findEnvoy(ctx)).rejects.toMatchObject({
    code: "MW0501",
    hint: expect.stringContaining("mesh-wasm envoy install"),
  });

  const cached = await writeFakeEnvoy(cachedPath(machine, "1.40.0"), "1.40.0");
  expect(await findEnvoy(ctx)).toEqual({ path: cached, version: "1.40.0", source: "cache" });

  const ofFuncE = await writeFakeEnvoy(funcEPath(machine, "1.36.0"), "1.36.0");
  expect(await findEnvoy(ctx)).toEqual({ path: ofFuncE, version: "1.36.0", source: "func-e" });

  const onPath = await writeFakeEnvoy(join(bin, "envoy"), "1.37.0");
  expect(await findEnvoy(ctx)).toEqual({ path: onPath, version: "1.37.0", source: "PATH" });

  const named = await writeFakeEnvoy(join(folder, "mine"), "1.39.0");
  const env = { ...ctx.env, ENVOY_PATH: "mine" };
  expect(await findEnvoy({ ...ctx, env })).toEqual({ path: named, version: "1.39.0", source: "ENVOY_PATH" });
});

test("func-e is found where its variables say, the newest version first", async () => {
  const machine = await makeMachine({ FUNC_E_DATA_HOME: "", FUNC_E_HOME: "" });
  const { ctx, folder } = machine;
  const env = { ...ctx.env, FUNC_E_DATA_HOME: join(folder, "data"), FUNC_E_HOME: join(folder, "legacy") };
  await writeFakeEnvoy(join(folder, "data/envoy-versions/1.9.0/bin/envoy"), "1.9.0");
  const newest = await writeFakeEnvoy(join(folder, "legacy/versions/1.40.0/bin/envoy"), "1.40.0");
  expect(await findEnvoy({ ...ctx, env })).toEqual({ path: newest, version: "1.40.0", source: "func-e" });
});

test("a version asked for passes others over", async () => {
  const machine = await makeMachine();
  const { ctx, bin } = machine;
  const onPath = await writeFakeEnvoy(join(bin, "envoy"), "1.40.0");
  await writeFakeEnvoy(funcEPath(machine, "1.39.1"), "1.39.1");
  const cached = await writeFakeEnvoy(cachedPath(machine, "1.38.2"), "1.38.2");

  expect(await findEnvoy(ctx, { version: "1.38" })).toMatchObject({ path: cached, version: "1.38.2" });
  expect(await findEnvoy(ctx, { version: "v1.40.0" })).toMatchObject({ path: onPath });
  await expect(findEnvoy(ctx, { version: "1.38.1" })).rejects.toMatchObject({
    code: "MW0501",
    message: "there is no Envoy 1.38.1 that runs Wasm on this machine",
    details: expect.arrayContaining([`${onPath} is Envoy 1.40.0`, `${cached} is Envoy 1.38.2`]),
    hint: expect.stringContaining("mesh-wasm envoy install 1.38.1"),
  });
  await expect(findEnvoy(ctx, { version: "newest" })).rejects.toMatchObject({ code: "MW0503" });
});

test("ENVOY_PATH is never passed over", async () => {
  const { ctx, bin, folder } = await makeMachine();
  await writeFakeEnvoy(join(bin, "envoy"), "1.40.0");
  const missing = { ...ctx, env: { ...ctx.env, ENVOY_PATH: join(folder, "nothing") } };
  await expect(findEnvoy(missing)).rejects.toMatchObject({
    code: "MW0502",
    message: `ENVOY_PATH: ${join(folder, "nothing")} does not exist`,
  });

  const withoutWasm = await writeFakeEnvoy(join(folder, "without-wasm"), "1.38.3", { wasm: false });
  await expect(findEnvoy({ ...ctx, env: { ...ctx.env, ENVOY_PATH: withoutWasm } })).rejects.toMatchObject({
    code: "MW0502",
    message: expect.stringContaining("runs no Wasm modules"),
    details: ["Envoy was compiled without support for it"],
  });

  const other = await writeFakeEnvoy(join(folder, "other"), "1.39.0");
  const env = { ...ctx.env, ENVOY_PATH: other };
  await expect(findEnvoy({ ...ctx, env }, { version: "1.40" })).rejects.toMatchObject({
    code: "MW0504",
    message: `ENVOY_PATH: ${other} is Envoy 1.39.0, but 1.40 is asked for`,
  });
  expect(await findEnvoy({ ...ctx, env }, { version: "1.39" })).toMatchObject({ path: other });
});

test("another program called envoy is passed over, and so is an Envoy without Wasm", async () => {
  const machine = await makeMachine();
  const { ctx, bin, folder } = machine;
  await writeScript(join(bin, "envoy"), "#!/bin/sh\necho Laravel Envoy 2.9.0\n");
  await writeFakeEnvoy(funcEPath(machine, "1.38.3"), "1.38.3", { wasm: false });
  await expect(findEnvoy(ctx)).rejects.toMatchObject({
    code: "MW0501",
    details: expect.arrayContaining([
      expect.stringMatching(/bin\/envoy is not an Envoy[\s\S]*Laravel Envoy 2.9.0/),
      expect.stringMatching(/1.38.3\/bin\/envoy is Envoy 1.38.3, but runs no Wasm modules/),
    ]),
  });
  const second = await writeFakeEnvoy(join(folder, "second/envoy"), "1.40.0");
  const env = { ...ctx.env, PATH: `${bin}:${join(folder, "second")}` };
  expect(await findEnvoy({ ...ctx, env })).toEqual({ path: second, version: "1.40.0", source: "PATH" });
});

test("the recorded choice and ENVOY_VERSION narrow the search, but not ENVOY_PATH", async () => {
  const machine = await makeMachine();
  const { ctx, bin, folder } = machine;
  await writeFakeEnvoy(join(bin, "envoy"), "1.40.0");
  await writeFakeEnvoy(cachedPath(machine, "1.39.0"), "1.39.0");
  await writeFakeEnvoy(cachedPath(machine, "1.38.2"), "1.38.2");
  await recordChosenVersion(ctx, "1.38.2");
  expect(await findEnvoy(ctx)).toMatchObject({ version: "1.38.2", source: "cache" });

  const withVersion = { ...ctx, env: { ...ctx.env, ENVOY_VERSION: "v1.39" } };
  expect(await findEnvoy(withVersion)).toMatchObject({ version: "1.39.0", source: "cache" });
  expect(await findEnvoy(withVersion, { version: "1.40" })).toMatchObject({ version: "1.40.0", source: "PATH" });

  await writeFakeEnvoy(join(folder, "mine"), "1.37.0");
  const withPath = { ...ctx, env: { ...withVersion.env, ENVOY_PATH: "mine" } };
  expect(await findEnvoy(withPath)).toMatchObject({ version: "1.37.0", source: "ENVOY_PATH" });

  await recordChosenVersion(ctx, "1.36.0");
  await expect(findEnvoy(ctx)).rejects.toMatchObject({
    code: "MW0501",
    message: expect.stringContaining("1.36.0 was chosen with mesh-wasm envoy use"),
  });
});
