import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fixtureModule } from "./fixtures/fixture-module.ts";
import { contextIn, temporaryFolder } from "./fixtures/test-context.ts";
import { startEnvoy } from "./start-envoy.ts";
import { validateBootstrap } from "./validate-bootstrap.ts";

const broken: [fixture: string, code: string, message: RegExp, details: string[]][] = [
  [
    "configure-false",
    "MW0525",
    /"jwt" answers false to its configuration: routes\[1\]\.weight: expected a number$/,
    ["Plugin jwt failed to load"],
  ],
  ["start-false", "MW0526", /"jwt" answers false when its VM starts/, []],
  [
    "trap-on-configure",
    "MW0527",
    /"jwt" traps in proxy_on_configure/,
    [
      "Function: proxy_on_configure failed: Uncaught RuntimeError: unreachable",
      "Proxy-Wasm plugin in-VM backtrace:",
      expect.stringContaining("parseRules"),
    ],
  ],
  ["missing-import", "MW0523", /"jwt" imports `env.abort`/, []],
  ["import-mismatch", "MW0523", /"jwt" imports `env.proxy_log` with other parameters/, []],
  ["bad-signature", "MW0524", /"jwt" exports `proxy_on_request_headers` with wrong parameters/, []],
  ["no-malloc", "MW0524", /"jwt": missing malloc function/, []],
  ["no-abi", "MW0524", /"jwt": Missing or unknown Proxy-Wasm ABI version/, []],
  ["start-section", "MW0528", /SIGSEGV.*"jwt" has a start section/, []],
];

describe.each([
  ["startEnvoy", startEnvoy, false],
  ["startEnvoy with ECDS", startEnvoy, true],
  ["validateBootstrap", validateBootstrap, false],
] as const)("%s", (_, run, ecds) => {
  test.each(broken)("refuses %s with %s", async (fixture, code, message, details) => {
    const folder = await temporaryFolder();
    const module = await fixtureModule(folder, fixture);
    await expect(run({ plugins: [{ module, name: "jwt" }], ecds }, contextIn(folder))).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
      details: expect.arrayContaining(details),
    });
    expect(await readdir(join(folder, "runs"))).toEqual([]);
  });

  test("refuses what is no module", async () => {
    const folder = await temporaryFolder();
    const module = join(folder, "text.wasm");
    await writeFile(module, "not a module");
    await expect(run({ plugins: [{ module }], ecds }, contextIn(folder))).rejects.toMatchObject({ code: "MW0524" });
    const none = join(folder, "none.wasm");
    await expect(run({ plugins: [{ module: none }], ecds }, contextIn(folder))).rejects.toMatchObject({
      code: "MW0530",
      message: `cannot read the module ${none}`,
    });
  });
});

test("validateBootstrap passes what is well", async () => {
  const folder = await temporaryFolder();
  const module = await fixtureModule(folder, "add-header");
  await validateBootstrap({ plugins: [{ module }] }, contextIn(folder));
  expect(await readdir(join(folder, "runs"))).toEqual([]);
});

test("a trap while serving answers 503 and tells where", async () => {
  const folder = await temporaryFolder();
  const module = await fixtureModule(folder, "trap-on-request");
  await using envoy = await startEnvoy({ plugins: [{ module }] }, contextIn(folder));
  expect((await fetch(envoy.url)).status).toBe(503);
  expect(await envoy.logs.waitFor("readToken")).toMatch(/0x[0-9a-f]+ - readToken/);
});

test("a failure policy reaches Envoy", async () => {
  const folder = await temporaryFolder();
  const module = await fixtureModule(folder, "trap-on-request");
  await using envoy = await startEnvoy({ plugins: [{ module, failurePolicy: "FAIL_OPEN" }] }, contextIn(folder));
  expect((await fetch(envoy.url)).status).toBe(503);
  expect((await fetch(envoy.url)).status).toBe(200);
});
