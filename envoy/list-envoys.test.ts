import { join } from "node:path";
import { expect, test } from "vitest";
import { makeMachine, writeFakeEnvoy } from "./fixtures/machine.ts";
import { listEnvoys } from "./list-envoys.ts";
import { wheelPlatform } from "./platform.ts";
import { wheelsFor } from "./wheel.ts";

test("lists what can be installed and what is there", async () => {
  const { ctx, bin, folder } = await makeMachine();
  const installable = wheelsFor(wheelPlatform()).map((wheel) => wheel.version);
  expect(await listEnvoys(ctx)).toEqual(installable.map((version) => ({ version, installed: false, current: false })));

  const onPath = await writeFakeEnvoy(join(bin, "envoy"), "1.39.2");
  const ofFuncE = await writeFakeEnvoy(join(folder, ".func-e/versions/1.40.0/bin/envoy"), "1.40.0");
  const listings = await listEnvoys(ctx);
  expect(listings.filter((listing) => listing.installed)).toEqual([
    { version: "1.40.0", installed: true, current: false, source: "func-e", path: ofFuncE },
    { version: "1.39.2", installed: true, current: true, source: "PATH", path: onPath },
  ]);
  expect(listings).toHaveLength(installable.length + 1);
});

test("an unusable ENVOY_PATH leaves no version current", async () => {
  const { ctx, bin } = await makeMachine({ ENVOY_PATH: "nothing" });
  await writeFakeEnvoy(join(bin, "envoy"), "1.39.2");
  const installed = (await listEnvoys(ctx)).filter((listing) => listing.installed);
  expect(installed).toMatchObject([{ version: "1.39.2", current: false }]);
});
