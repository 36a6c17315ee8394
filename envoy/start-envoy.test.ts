import { once } from "node:events";
import { existsSync } from "node:fs";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { httpBootstrap, printBootstrap } from "./bootstrap.ts";
import { startEcho } from "./echo.ts";
import { fixtureModule } from "./fixtures/fixture-module.ts";
import { contextIn, temporaryFolder } from "./fixtures/test-context.ts";
import { findOrInstallEnvoy } from "./install-envoy.ts";
import { runProgram } from "./run-program.ts";
import { startEnvoy } from "./start-envoy.ts";
import { validateBootstrap } from "./validate-bootstrap.ts";

async function setUp() {
  const folder = await temporaryFolder();
  return { folder, ctx: contextIn(folder), module: await fixtureModule(folder, "add-header") };
}

beforeAll(async () => {
  // Fetched here where it is missing, so that no test is about installing.
  await findOrInstallEnvoy(contextIn(""));
});

test("requests pass the plugin on the way there and back", async () => {
  const { ctx, module } = await setUp();
  await using upstream = await startEcho({ name: "shop" });
  await using envoy = await startEnvoy(
    { plugins: [{ module, configuration: { a: 1 } }], clusters: [{ name: "shop", url: upstream.url }] },
    ctx,
  );
  const response = await fetch(`${envoy.url}/cart`);
  expect(response.headers.get("x-fixture")).toBe('{"a":1}');
  expect(response.headers.get("x-upstream")).toBe("shop");
  expect(upstream.requests[0]).toMatchObject({ path: "/cart", headers: { "x-fixture-request": "1" } });
});

test("several Envoys run side by side", async () => {
  const { ctx, module } = await setUp();
  await using one = await startEnvoy({ plugins: [{ module, configuration: "one" }] }, ctx);
  await using two = await startEnvoy({ plugins: [{ module, configuration: "two" }] }, ctx);
  const answers = await Promise.all([fetch(one.url), fetch(two.url)]);
  expect(answers.map((answer) => answer.headers.get("x-fixture"))).toEqual(["one", "two"]);
});

test("routes choose by header, answer directly and split by weight", async () => {
  const { ctx } = await setUp();
  await using v1 = await startEcho({ name: "v1" });
  await using v2 = await startEcho({ name: "v2" });
  await using envoy = await startEnvoy(
    {
      plugins: [],
      clusters: [
        { name: "v1", url: v1.url },
        { name: "v2", url: v2.url },
      ],
      routes: [
        { match: { path: "/health" }, directResponse: { status: 204 } },
        { match: { headers: [{ name: "x-beta", present: true }] }, route: { cluster: "v2" } },
        {
          route: {
            weightedClusters: [
              { name: "v1", weight: 1 },
              { name: "v2", weight: 0 },
            ],
          },
        },
      ],
    },
    ctx,
  );
  expect((await fetch(`${envoy.url}/health`)).status).toBe(204);
  expect((await fetch(envoy.url, { headers: { "x-beta": "" } })).headers.get("x-upstream")).toBe("v2");
  expect((await fetch(envoy.url)).headers.get("x-upstream")).toBe("v1");
});

test("the admin interface answers", async () => {
  const { ctx, module } = await setUp();
  await using envoy = await startEnvoy({ plugins: [{ module }] }, ctx);
  const { admin } = envoy;
  await (await fetch(envoy.url)).text();
  await (await fetch(envoy.url)).text();

  expect(await admin.ready()).toBe(true);
  expect(await admin.stats("wasmcustom")).toEqual({ "wasmcustom.fixture_requests": 2 });
  expect(await admin.stats("no such thing")).toEqual({});
  expect(await admin.prometheus("fixture")).toMatch(/^fixture_requests\{\} 2$/m);
  const port = Number(new URL(envoy.url).port);
  expect(await admin.listeners()).toEqual([{ name: "http", address: "127.0.0.1", port }]);
  const { version, state } = await admin.serverInfo();
  expect([version, state]).toEqual([envoy.version, "LIVE"]);
  const dump = JSON.stringify(await admin.configDump());
  expect(dump).toContain("envoy.extensions.filters.http.wasm.v3.Wasm");
  let durations = await admin.histograms("http\\.http\\.downstream_rq_time");
  // A busy worker hands its values in late.
  while (durations["http.http.downstream_rq_time"]?.samples !== 2) {
    durations = await admin.histograms("http\\.http\\.downstream_rq_time");
  }
  expect(durations["http.http.downstream_rq_time"].percentiles["P50"]).toBeGreaterThanOrEqual(0);
});

test("a log level changes at run time", async () => {
  const { ctx, module } = await setUp();
  await using envoy = await startEnvoy({ plugins: [{ module }] }, ctx);
  const mark = envoy.logs.length;
  await envoy.admin.setLogLevel("wasm", "trace");
  await fetch(envoy.url);
  expect(await envoy.logs.waitFor("[host->vm] proxy_on_request_headers", { from: mark })).toContain("[trace][wasm]");
  await expect(envoy.admin.setLogLevel("no-such-logger", "info")).rejects.toMatchObject({ code: "MW0533" });
});

test("drained listeners take no new connections", async () => {
  const { ctx } = await setUp();
  await using envoy = await startEnvoy({ plugins: [] }, ctx);
  const { hostname, port } = new URL(envoy.url);
  async function connects(): Promise<boolean> {
    const socket = connect(Number(port), hostname);
    const connected = await Promise.race([
      once(socket, "connect").then(() => true),
      once(socket, "close").then(() => false),
    ]).catch(() => false);
    socket.destroy();
    return connected;
  }
  expect(await connects()).toBe(true);
  await envoy.admin.drainListeners();
  // Each worker closes its sockets when it gets to it.
  while (await connects()) await nextTurn();
  expect(await connects()).toBe(false);
});

test("access logs come line by line", async () => {
  const { ctx } = await setUp();
  await using envoy = await startEnvoy({ plugins: [], accessLog: "%REQ(:METHOD)% %REQ(:PATH)%" }, ctx);
  await fetch(`${envoy.url}/a`);
  expect(await envoy.accessLog.waitFor("/a")).toBe("GET /a");
});

test("what a plugin logs is in the log and in a file of the run directory", async () => {
  const { ctx, module } = await setUp();
  await using envoy = await startEnvoy({ plugins: [{ module, name: "greeter" }], concurrency: 2 }, ctx);
  // Once for the canary, once for the main thread and once for each worker.
  const configured = envoy.logs.lines().filter((line) => line.includes("wasm log greeter add-header: configured"));
  expect(configured.length).toBeGreaterThanOrEqual(2);
  expect(await readFile(join(envoy.runDirectory, "envoy.log"), "utf8")).toContain("wasm log greeter");
});

describe("stopping", () => {
  test("ends Envoy and removes the run directory", async () => {
    const { ctx, module } = await setUp();
    const envoy = await startEnvoy({ plugins: [{ module }] }, ctx);
    expect(existsSync(envoy.runDirectory)).toBe(true);
    await envoy.stop();
    await envoy.stop();
    expect(await envoy.exited).toEqual({ code: 0, signal: null });
    expect(existsSync(envoy.runDirectory)).toBe(false);
    await expect(fetch(envoy.url)).rejects.toThrow();
    await expect(envoy.admin.stats()).rejects.toMatchObject({ code: "MW0533" });
    await expect(envoy.logs.waitFor("never")).rejects.toMatchObject({ code: "MW0534" });
  });

  test("keeps the run directory when asked to", async () => {
    const { ctx, module } = await setUp();
    const envoy = await startEnvoy({ plugins: [{ module }], keepRunDirectory: true }, ctx);
    await envoy.stop();
    expect(await readdir(envoy.runDirectory)).toEqual(expect.arrayContaining(["envoy.json", "envoy.log", "modules"]));
  });

  test("happens when the context is aborted", async () => {
    const { folder, module } = await setUp();
    const interrupt = new AbortController();
    const envoy = await startEnvoy({ plugins: [{ module }] }, contextIn(folder, { signal: interrupt.signal }));
    interrupt.abort();
    expect(await envoy.exited).toEqual({ code: 0, signal: null });
  });

  test("an abort while Envoy starts is an error and leaves nothing", async () => {
    const { folder, module } = await setUp();
    const interrupt = new AbortController();
    const ctx = contextIn(folder, { signal: interrupt.signal });
    const spawn: typeof ctx.spawn = (command, args, options) => {
      const child = ctx.spawn(command, args, options);
      if (command === "/bin/sh") setImmediate(() => interrupt.abort());
      return child;
    };
    await expect(startEnvoy({ plugins: [{ module }] }, { ...ctx, spawn })).rejects.toMatchObject({ code: "MW0002" });
    expect(await readdir(join(folder, "runs"))).toEqual([]);
    await expect(startEnvoy({ plugins: [{ module }] }, ctx)).rejects.toMatchObject({ code: "MW0002" });
  });
});

describe("the run directory", () => {
  test("can be read by a user that Envoy runs as in a container, and names modules for their content", async () => {
    const { ctx, module } = await setUp();
    await using envoy = await startEnvoy({ plugins: [{ module }] }, ctx);
    const [name = ""] = await readdir(join(envoy.runDirectory, "modules"));
    expect(name).toMatch(/^filter-[0-9a-f]{64}\.wasm$/);
    const modes = await Promise.all(
      [".", "modules", "envoy.json", `modules/${name}`].map(
        async (path) => (await stat(join(envoy.runDirectory, path))).mode,
      ),
    );
    expect(modes.map((mode) => (mode & 0o777).toString(8))).toEqual(["755", "755", "644", "644"]);
  });

  test("has a copy of its own: a build that overwrites the module changes nothing", async () => {
    const { ctx, module } = await setUp();
    await using envoy = await startEnvoy({ plugins: [{ module }] }, ctx);
    await writeFile(module, "overwritten");
    const [name = ""] = await readdir(join(envoy.runDirectory, "modules"));
    expect(await readFile(join(envoy.runDirectory, "modules", name), "latin1")).toMatch(/^\0asm/);
  });
});

describe("a configuration of one's own", () => {
  test("runs, with its modules and a free admin port", async () => {
    const { ctx, module } = await setUp();
    const bootstrap = httpBootstrap({ plugins: [{ module, configuration: "mine" }] });
    bootstrap.admin = { address: { socket_address: { address: "127.0.0.1", port_value: 1 } } };
    await using envoy = await startEnvoy({ bootstrap }, ctx);
    expect((await fetch(envoy.url)).headers.get("x-fixture")).toBe("mine");
    expect(new URL(envoy.adminUrl).port).not.toBe("1");
  });

  test("may have several listeners, or none", async () => {
    const { ctx } = await setUp();
    const bootstrap = httpBootstrap({ plugins: [] });
    const [listener] = bootstrap.static_resources?.listeners ?? [];
    const listeners = [
      { ...listener, name: "a" },
      { ...listener, name: "b" },
    ];
    await using two = await startEnvoy({ bootstrap: { static_resources: { listeners } } }, ctx);
    expect(two.url).toBe(two.urls["a"]);
    expect((await fetch(two.urls["b"] ?? "")).status).toBe(200);
    await using none = await startEnvoy({ bootstrap: {} }, ctx);
    expect([none.url, none.urls]).toEqual(["", {}]);
  });

  test("that Envoy refuses is an error with Envoy's words", async () => {
    const { ctx } = await setUp();
    await expect(startEnvoy({ bootstrap: { bogus: 1 } }, ctx)).rejects.toMatchObject({
      code: "MW0522",
      details: [expect.stringContaining("bogus")],
    });
    const nowhere = { plugins: [], routes: [{ route: { cluster: "nowhere" } }] };
    const refusal = { code: "MW0522", details: ["route: unknown cluster 'nowhere'"] };
    await expect(startEnvoy(nowhere, ctx)).rejects.toMatchObject(refusal);
    await expect(validateBootstrap(nowhere, ctx)).rejects.toMatchObject(refusal);
  });
});

test("words that Envoy does not know are an error with Envoy's words", async () => {
  const { ctx } = await setUp();
  await expect(startEnvoy({ plugins: [], args: ["--bogus"] }, ctx)).rejects.toMatchObject({
    code: "MW0520",
    details: ["--bogus -- Couldn't find match for argument"],
  });
  await expect(startEnvoy({ plugins: [], logLevel: "loud" }, ctx)).rejects.toMatchObject({
    code: "MW0520",
    details: expect.arrayContaining(["error: invalid log level specified 'loud'"]),
  });
});

describe("a taken port", () => {
  test("is an error that names it, also when another Envoy has it", async () => {
    const { ctx } = await setUp();
    await using first = await startEnvoy({ plugins: [] }, ctx);
    const port = Number(new URL(first.url).port);
    await expect(startEnvoy({ plugins: [], listen: { port } }, ctx)).rejects.toMatchObject({
      code: "MW0521",
      message: `port ${port} on 127.0.0.1 is taken`,
    });
  });

  test("does not matter to validation", async () => {
    const { ctx, module } = await setUp();
    const server = createServer();
    const port = await new Promise<number>((resolve) => {
      server.listen(0, "127.0.0.1", () => resolve((server.address() as { port: number }).port));
    });
    await validateBootstrap({ plugins: [{ module }], listen: { port } }, ctx);
    server.close();
  });
});

describe("the printed configuration", () => {
  test("means to Envoy what the object means", async () => {
    const { folder, ctx, module } = await setUp();
    const strange = {
      a: "yes",
      b: "0o17",
      c: "1e3",
      d: "null",
      e: "12:30:45",
      f: "0755",
      g: "~",
      h: "y",
      i: "",
      j: "é\n",
    };
    const bootstrap = httpBootstrap({
      plugins: [{ module, environmentVariables: strange }],
      clusters: [{ name: "six", url: "http://[::1]:80", http2: true }],
      node: { id: "on", cluster: "1_000", metadata: strange },
      accessLog: { no: "%REQ(:PATH)%" },
    });
    const file = join(folder, "printed.yaml");
    await writeFile(file, printBootstrap(bootstrap));
    const { path } = await findOrInstallEnvoy(ctx);
    const { exitCode, stderr } = await runProgram(ctx, path, [
      "--mode",
      "validate",
      "--disable-hot-restart",
      "-c",
      file,
    ]);
    expect({ exitCode, problems: exitCode === 0 ? "" : stderr }).toEqual({ exitCode: 0, problems: "" });
  });
});

test("words of one's own take the place of the defaults", async () => {
  const { ctx } = await setUp();
  await using envoy = await startEnvoy({ plugins: [], args: ["--concurrency", "2", "--log-level", "warning"] }, ctx);
  const { raw } = await envoy.admin.serverInfo();
  expect(raw["command_line_options"]).toMatchObject({ concurrency: 2, log_level: "warning" });
});
