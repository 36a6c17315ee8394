import { join } from "node:path";
import { expect, test } from "vitest";
import { findEnvoy } from "./find-envoy.ts";
import { makeMachine, writeFakeEnvoy } from "./fixtures/machine.ts";
import { useEnvoy } from "./use-envoy.ts";

test("records the full version of an Envoy that is there", async () => {
  const { ctx, bin, folder } = await makeMachine();
  await writeFakeEnvoy(join(bin, "envoy"), "1.40.0");
  await writeFakeEnvoy(join(folder, ".func-e/versions/1.38.2/bin/envoy"), "1.38.2");
  expect(await useEnvoy(ctx, "1.38")).toMatchObject({ version: "1.38.2", source: "func-e" });
  expect(await findEnvoy(ctx)).toMatchObject({ version: "1.38.2" });
  expect(await useEnvoy(ctx, "1.40.0")).toMatchObject({ version: "1.40.0", source: "PATH" });
  expect(await findEnvoy(ctx)).toMatchObject({ version: "1.40.0" });
});

test("offline, a missing version is refused and the choice stays", async () => {
  const { ctx, bin } = await makeMachine({ MESH_WASM_OFFLINE: "1" });
  await writeFakeEnvoy(join(bin, "envoy"), "1.40.0");
  await useEnvoy(ctx, "1.40");
  await expect(useEnvoy(ctx, "1.38.2")).rejects.toMatchObject({
    code: "MW0511",
    message: "Envoy 1.38.2 is not installed, and MESH_WASM_OFFLINE is set",
  });
  expect(await findEnvoy(ctx)).toMatchObject({ version: "1.40.0" });
});

test("a version that cannot be installed is refused", async () => {
  const { ctx } = await makeMachine();
  await expect(useEnvoy(ctx, "1.35")).rejects.toMatchObject({ code: "MW0503" });
});
