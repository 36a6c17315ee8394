import { expect, test } from "vitest";
import { capture } from "../../cli/fixtures/captured-cli.ts";
import { fixtureModule } from "../../envoy/fixtures/fixture-module.ts";
import { contextIn, temporaryFolder } from "../../envoy/fixtures/test-context.ts";
import { startEnvoy } from "../../envoy/index.ts";
import { freePort } from "../../registry/fixtures/docker-registry.ts";

async function states(addresses: readonly string[]) {
  const words = addresses.flatMap((address) => ["--proxy", address]);
  const { status, stdout } = await capture(["status", "filter", "--namespace", "shop", ...words, "--json"]);
  return { status, proxies: JSON.parse(stdout).data.proxies };
}

test("what an Envoy runs, refuses, has never heard of, and one that is away", async () => {
  const folder = await temporaryFolder();
  const ctx = contextIn(folder);
  const module = await fixtureModule(folder, "add-header");
  const name = "shop.filter";
  await using envoy = await startEnvoy({ plugins: [{ module, name }], ecds: true }, ctx);
  await using fixed = await startEnvoy({ plugins: [{ module, name }] }, ctx);
  await using other = await startEnvoy({ plugins: [{ module, name: "shop.other" }], ecds: true }, ctx);
  const digest = expect.stringMatching(/^sha256:[0-9a-f]{64}$/);
  const good = await states([envoy.adminUrl, fixed.adminUrl, other.adminUrl]);
  expect(good).toMatchObject({
    status: 0,
    proxies: [{ state: "running", digest, why: null }, { state: "running" }, { state: "absent" }],
  });

  const refused = await fixtureModule(folder, "configure-false");
  await expect(envoy.replacePlugin(name, { module: refused, name })).rejects.toThrow("keeps the previous plugin");
  const away = `http://127.0.0.1:${await freePort()}`;
  expect(await states([envoy.adminUrl, fixed.adminUrl, away])).toMatchObject({
    status: 1,
    proxies: [
      { state: "refused", why: "the proxy refuses the module or its configuration; it keeps the one before" },
      { state: "running" },
      { state: "no answer", why: expect.stringContaining("ECONNREFUSED") },
    ],
  });
});
