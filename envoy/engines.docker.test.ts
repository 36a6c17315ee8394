import { readdir } from "node:fs/promises";
import { createServer } from "node:http";
import { createServer as createTcpServer } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { httpBootstrap } from "./bootstrap.ts";
import { startEcho } from "./echo.ts";
import { docker } from "./fixtures/docker-available.ts";
import { fixtureModule } from "./fixtures/fixture-module.ts";
import { contextIn, temporaryFolder } from "./fixtures/test-context.ts";
import { startEnvoy } from "./start-envoy.ts";
import { validateBootstrap } from "./validate-bootstrap.ts";

async function setUp() {
  const folder = await temporaryFolder();
  return { folder, ctx: contextIn(folder), module: await fixtureModule(folder, "add-header") };
}

// What these tests say holds for both engines without a word changed.
describe.runIf(docker).each(["envoy", "docker"] as const)("engine %s", (engine) => {
  test("serves with a plugin, an upstream on this machine, metrics, logs and access logs", async () => {
    const { ctx, module } = await setUp();
    await using upstream = await startEcho({ name: "shop" });
    await using envoy = await startEnvoy(
      {
        engine,
        plugins: [{ module, configuration: { a: 1 } }],
        clusters: [{ name: "shop", url: upstream.url.replace("127.0.0.1", "localhost") }],
        accessLog: "%REQ(:METHOD)% %REQ(:PATH)% %RESPONSE_CODE%",
      },
      ctx,
    );
    const response = await fetch(`${envoy.url}/cart`, { method: "POST", body: "three apples" });
    expect(response.headers.get("x-fixture")).toBe('{"a":1}');
    expect(await response.json()).toMatchObject({ upstream: "shop", body: "three apples" });
    expect(upstream.requests[0]?.headers).toMatchObject({ "x-fixture-request": "1" });
    expect(await envoy.admin.stats("wasmcustom")).toEqual({ "wasmcustom.fixture_requests": 1 });
    expect(await envoy.accessLog.waitFor("/cart")).toBe("POST /cart 200");
    expect(await envoy.logs.waitFor("configured")).toContain("wasm log add-header add-header: configured");
    expect([envoy.engine, new URL(envoy.url).hostname]).toEqual([engine, "127.0.0.1"]);
    expect((await envoy.admin.serverInfo()).version).toBe(envoy.version);
  });

  test("passes large bodies on whole", async () => {
    const { ctx } = await setUp();
    await using upstream = await startEcho();
    const clusters = [{ name: "echo", url: upstream.url }];
    await using envoy = await startEnvoy({ engine, plugins: [], clusters }, ctx);
    const body = "0123456789".repeat(500_000);
    const echoed = (await (await fetch(envoy.url, { method: "POST", body })).json()) as { body: string };
    expect(echoed.body === body).toBe(true);
  });

  test("answers 503 for an upstream that is away or resets, and goes on", async () => {
    const { ctx } = await setUp();
    const resets = createTcpServer((socket) => socket.once("data", () => socket.resetAndDestroy()));
    await new Promise<void>((resolve) => resets.listen(0, "127.0.0.1", resolve));
    const { port } = resets.address() as { port: number };
    const away = await startEcho();
    await away.stop();
    await using envoy = await startEnvoy(
      {
        engine,
        plugins: [],
        clusters: [
          { name: "away", url: away.url },
          { name: "resets", url: `http://127.0.0.1:${port}` },
        ],
        routes: [{ match: { path: "/away" }, route: { cluster: "away" } }, { route: { cluster: "resets" } }],
      },
      ctx,
    );
    const statuses = [];
    for (const path of ["/away", "/", "/away", "/"]) statuses.push((await fetch(`${envoy.url}${path}`)).status);
    expect(statuses).toEqual([503, 503, 503, 503]);
    resets.close();
  });

  test("replaces a plugin, keeps the previous one when Envoy refuses", async () => {
    const { folder, ctx, module } = await setUp();
    await using envoy = await startEnvoy({ engine, plugins: [{ module, configuration: "a" }], ecds: true }, ctx);
    const header = async () => (await fetch(envoy.url)).headers.get("x-fixture");
    expect(await header()).toBe("a");
    await envoy.replacePlugin("add-header", { module, configuration: "b" });
    expect(await header()).toBe("b");
    const refused = { module: await fixtureModule(folder, "configure-false") };
    await expect(envoy.replacePlugin("add-header", refused)).rejects.toMatchObject({ code: "MW0525" });
    expect(await header()).toBe("b");
  });

  test.each([
    ["configure-false", "MW0525"],
    ["trap-on-configure", "MW0527"],
    ["missing-import", "MW0523"],
    ["start-section", "MW0528"],
  ])("refuses %s with %s and leaves nothing", async (fixture, code) => {
    const { folder, ctx } = await setUp();
    const plugins = [{ module: await fixtureModule(folder, fixture) }];
    await expect(startEnvoy({ engine, plugins }, ctx)).rejects.toMatchObject({ code });
    await expect(validateBootstrap({ engine, plugins }, ctx)).rejects.toMatchObject({ code });
    expect(await readdir(join(folder, "runs"))).toEqual([]);
  });

  test("validates, also where the port is taken", async () => {
    const { ctx, module } = await setUp();
    await using upstream = await startEcho();
    await validateBootstrap({ engine, plugins: [{ module }], listen: { port: upstream.port } }, ctx);
  });

  test("refuses a taken port and takes a free one", async () => {
    const { ctx } = await setUp();
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    const options = { engine, plugins: [], listen: { port } };
    await expect(startEnvoy(options, ctx)).rejects.toMatchObject({ code: "MW0521" });
    await new Promise((resolve) => server.close(resolve));
    await using envoy = await startEnvoy(options, ctx);
    expect(envoy.url).toBe(`http://127.0.0.1:${port}`);
    expect((await fetch(envoy.url)).status).toBe(200);
  });

  test("reaches every listener of a configuration of one's own", async () => {
    const { ctx } = await setUp();
    const [listener] = httpBootstrap({ plugins: [] }).static_resources?.listeners ?? [];
    const listeners = ["a", "b"].map((name) => ({ ...listener, name }));
    await using envoy = await startEnvoy({ engine, bootstrap: { static_resources: { listeners } } }, ctx);
    expect(Object.keys(envoy.urls).sort()).toEqual(["a", "b"]);
    for (const url of Object.values(envoy.urls)) expect((await fetch(url)).status).toBe(200);
    expect(envoy.url).toBe(envoy.urls["a"]);
  });

  test("ends in an orderly way, and by an abort", async () => {
    const { folder, ctx } = await setUp();
    const envoy = await startEnvoy({ engine, plugins: [] }, ctx);
    await envoy.stop();
    expect(await envoy.exited).toEqual({ code: 0, signal: null });
    await expect(fetch(envoy.url)).rejects.toThrow();
    const interrupt = new AbortController();
    const aborted = await startEnvoy({ engine, plugins: [] }, contextIn(folder, { signal: interrupt.signal }));
    interrupt.abort();
    expect(await aborted.exited).toEqual({ code: 0, signal: null });
    expect(await readdir(join(folder, "runs"))).toEqual([]);
  });
});
