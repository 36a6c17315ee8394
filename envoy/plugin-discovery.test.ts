import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { httpBootstrap } from "./bootstrap.ts";
import { fixtureModule } from "./fixtures/fixture-module.ts";
import { contextIn, temporaryFolder } from "./fixtures/test-context.ts";
import { startEnvoy } from "./start-envoy.ts";

async function setUp() {
  const folder = await temporaryFolder();
  return { folder, ctx: contextIn(folder), module: await fixtureModule(folder, "add-header") };
}

async function fixtureHeader(url: string): Promise<string | null> {
  return (await fetch(url)).headers.get("x-fixture");
}

describe("replacing a plugin", () => {
  test("is live when it resolves, on every worker, for as often as one likes", async () => {
    const { ctx, module } = await setUp();
    await using envoy = await startEnvoy(
      { plugins: [{ module, configuration: "0" }], ecds: true, concurrency: 2 },
      ctx,
    );
    expect(await fixtureHeader(envoy.url)).toBe("0");
    for (let round = 1; round <= 20; round++) {
      await envoy.replacePlugin("add-header", { module, configuration: `${round}` });
      const answers = await Promise.all(Array.from({ length: 8 }, () => fixtureHeader(envoy.url)));
      expect(new Set(answers)).toEqual(new Set([`${round}`]));
    }
  });

  test("loses no request", async () => {
    const { ctx, module } = await setUp();
    await using envoy = await startEnvoy({ plugins: [{ module, configuration: "a" }], ecds: true }, ctx);
    let serving = true;
    const statuses: number[] = [];
    const clients = [1, 2, 3].map(async () => {
      while (serving) statuses.push((await fetch(envoy.url)).status);
    });
    for (const configuration of ["b", "c", "d"]) await envoy.replacePlugin("add-header", { module, configuration });
    serving = false;
    await Promise.all(clients);
    expect(new Set(statuses)).toEqual(new Set([200]));
  });

  test("takes another module, and modules out of use are removed", async () => {
    const { folder, ctx, module } = await setUp();
    const other = await fixtureModule(folder, "trap-on-request");
    await using envoy = await startEnvoy({ plugins: [{ module, name: "p" }], ecds: true }, ctx);
    const modules = () => readdir(join(envoy.runDirectory, "modules"));
    const [first] = await modules();
    await envoy.replacePlugin("p", { module: other });
    expect((await fetch(envoy.url)).status).toBe(503);
    const [second, ...more] = await modules();
    expect(second).not.toBe(first);
    expect(more).toEqual([]);
    await envoy.replacePlugin("p", { module, configuration: "back" });
    expect(await fixtureHeader(envoy.url)).toBe("back");
  });

  test("leaves other plugins alone", async () => {
    const { ctx, module } = await setUp();
    const plugins = ["a.b/c", "d e"].map((name) => ({ module, name, vmId: name, configuration: name }));
    await using envoy = await startEnvoy({ plugins, ecds: true }, ctx);
    await envoy.replacePlugin("a.b/c", { module, vmId: "a.b/c", configuration: "new" });
    expect(await fixtureHeader(envoy.url)).toBe("d e, new");
  });

  test("by the same plugin changes nothing", async () => {
    const { ctx, module } = await setUp();
    await using envoy = await startEnvoy({ plugins: [{ module }], ecds: true }, ctx);
    const mark = envoy.logs.length;
    await envoy.replacePlugin("add-header", { module });
    expect(envoy.logs.lines(mark).filter((line) => line.includes("configured"))).toEqual([]);
  });

  test("works in a configuration of one's own", async () => {
    const { ctx, module } = await setUp();
    const bootstrap = httpBootstrap({ plugins: [{ module, configuration: "a" }] });
    await using envoy = await startEnvoy({ bootstrap, ecds: true }, ctx);
    await envoy.replacePlugin("add-header", { module, configuration: "b" });
    expect(await fixtureHeader(envoy.url)).toBe("b");
  });

  test("happens one after the other", async () => {
    const { ctx, module } = await setUp();
    await using envoy = await startEnvoy({ plugins: [{ module }], ecds: true }, ctx);
    const swaps = ["a", "b", "c"].map((configuration) => envoy.replacePlugin("add-header", { module, configuration }));
    await Promise.all(swaps);
    expect(await fixtureHeader(envoy.url)).toBe("c");
  });
});

describe("a plugin that Envoy refuses", () => {
  test("is an error with Envoy's words, and the previous one keeps serving", async () => {
    const { folder, ctx, module } = await setUp();
    await using envoy = await startEnvoy({ plugins: [{ module, configuration: "good" }], ecds: true }, ctx);
    const refused = { module: await fixtureModule(folder, "configure-false") };
    for (let round = 0; round < 3; round++) {
      await expect(envoy.replacePlugin("add-header", refused)).rejects.toMatchObject({
        code: "MW0525",
        message:
          'Envoy keeps the previous plugin "add-header": the module of plugin "add-header" answers false to its configuration: routes[1].weight: expected a number',
        details: expect.arrayContaining(["Filesystem config update rejected: Unable to create Wasm plugin add-header"]),
      });
      expect(await fixtureHeader(envoy.url)).toBe("good");
    }
    const trapping = { module: await fixtureModule(folder, "trap-on-configure") };
    await expect(envoy.replacePlugin("add-header", trapping)).rejects.toMatchObject({ code: "MW0527" });
    await expect(envoy.replacePlugin("add-header", { module: "none.wasm" })).rejects.toMatchObject({ code: "MW0530" });
    await envoy.replacePlugin("add-header", { module, configuration: "better" });
    expect(await fixtureHeader(envoy.url)).toBe("better");
  });

  test("has a reason even where the log is silent", async () => {
    const { folder, ctx, module } = await setUp();
    await using envoy = await startEnvoy({ plugins: [{ module }], ecds: true, logLevel: "off" }, ctx);
    const refused = { module: await fixtureModule(folder, "configure-false") };
    await expect(envoy.replacePlugin("add-header", refused)).rejects.toMatchObject({ code: "MW0531" });
  });

  test("and that crashes Envoy is told as such", async () => {
    const { folder, ctx, module } = await setUp();
    await using envoy = await startEnvoy({ plugins: [{ module }], ecds: true }, ctx);
    const crashing = { module: await fixtureModule(folder, "start-section") };
    await expect(envoy.replacePlugin("add-header", crashing)).rejects.toMatchObject({ code: "MW0528" });
    expect(await envoy.exited).toEqual({ code: null, signal: "SIGSEGV" });
  });
});

test("what is not there cannot be replaced", async () => {
  const { ctx, module } = await setUp();
  await using fixed = await startEnvoy({ plugins: [{ module }] }, ctx);
  await expect(fixed.replacePlugin("add-header", { module })).rejects.toMatchObject({ code: "MW0532" });
  await using envoy = await startEnvoy({ plugins: [{ module }], ecds: true }, ctx);
  await expect(envoy.replacePlugin("nobody", { module })).rejects.toMatchObject({
    code: "MW0532",
    message: expect.stringContaining('but "add-header"'),
  });
});
