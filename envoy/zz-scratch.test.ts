import { expect, test } from "vitest";
import { fixtureModule } from "./fixtures/fixture-module.ts";
import { contextIn, temporaryFolder } from "./fixtures/test-context.ts";
import { startEcho, startEnvoy, validateBootstrap } from "./index.ts";

test("x", async () => {
  const folder = await temporaryFolder();
  const ctx = contextIn(folder);
  const module = await fixtureModule(folder, "add-header");
  await using echo = await startEcho();
  for (let i = 0; i < 2; i++) {
    const t0 = performance.now();
    await using e = await startEnvoy(
      {
        engine: "docker",
        plugins: [{ module, configuration: { a: 1 } }],
        clusters: [{ name: "e", url: echo.url }],
        accessLog: true,
        ecds: true,
      },
      ctx,
    );
    console.log("ready", performance.now() - t0, e.url, e.adminUrl, e.version, e.runDirectory);
    const r = await fetch(e.url + "/x?y=1", { method: "POST", body: "hello" });
    console.log(r.status, Object.fromEntries(r.headers), await r.text());
    console.log(await e.accessLog.waitFor("POST"), performance.now() - t0);
    let t = performance.now();
    await e.replacePlugin("add-header", { module, configuration: "two" });
    console.log("swap", performance.now() - t, (await fetch(e.url)).headers.get("x-fixture"));
    t = performance.now();
    await e.stop();
    console.log("stop", performance.now() - t, await e.exited);
  }
  await validateBootstrap(
    { engine: "docker", plugins: [{ module: await fixtureModule(folder, "start-section") }] },
    ctx,
  ).catch((e) => console.log(e.code, e.message, e.details));
});
