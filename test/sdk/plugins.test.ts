import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { type Bootstrap, httpBootstrap, startEcho, startEnvoy, wasmPluginConfig } from "../../envoy/index.ts";
import { buildProbe } from "./support/build-probe.ts";

describe("configuration", () => {
  const probe = buildProbe("canary");

  test("is read into the class, for each plugin of a module its own", async () => {
    const { path } = await probe;
    await using upstream = await startEcho();
    await using envoy = await startEnvoy({
      plugins: [
        { module: path, name: "one", rootId: "canary", vmId: "shared" },
        {
          module: path,
          name: "two",
          rootId: "canary",
          vmId: "shared",
          configuration: { header: "x-beta", subset: "v3" },
        },
      ],
      clusters: [{ name: "shop", url: upstream.url }],
    });
    await fetch(envoy.url, { headers: { "x-canary": "1" } });
    await fetch(envoy.url, { headers: { "X-Beta": "1" } });
    await fetch(envoy.url);
    expect(upstream.requests.map(({ headers }) => headers["x-mesh-subset"])).toEqual(["v2", "v3", undefined]);
    expect(await envoy.admin.stats("wasmcustom.canary")).toEqual({ "wasmcustom.canary_routed_total": 2 });
  });

  test.each([
    ['{"headr":"x"}', 'plugin "canary": invalid configuration: headr: unknown key, did you mean "header"?'],
    ['{"subset":3}', 'plugin "canary": invalid configuration: subset: expected a string, found a number'],
    ['{"subset":"a"', 'plugin "canary": invalid configuration: expected "," or "}" (line 1, column 14)'],
  ])("%s is refused", async (configuration, message) => {
    const { path } = await probe;
    const failure = startEnvoy({ plugins: [{ module: path, name: "canary", configuration }] });
    await expect(failure).rejects.toMatchObject({ message: expect.stringContaining(message) });
  });

  test("nothing at all is as good as an empty object", async () => {
    const { path } = await probe;
    await using envoy = await startEnvoy({ plugins: [{ module: path, name: "canary", configuration: " \n" }] });
    expect((await fetch(envoy.url)).status).toBe(200);
  });

  test.each([undefined, "", " \n", "{}"])("a required field is missing in %j, too", async (configuration) => {
    const { path } = await buildProbe("required");
    const plugin = { module: path, name: "required", ...(configuration === undefined ? {} : { configuration }) };
    const message = 'plugin "required": invalid configuration: needed: missing, but required';
    await expect(startEnvoy({ plugins: [plugin] })).rejects.toMatchObject({
      message: expect.stringContaining(message),
    });
  });
});

test("a root id that no plugin is registered for is refused", async () => {
  const { path } = await buildProbe("canary");
  const failure = startEnvoy({ plugins: [{ module: path, name: "canary", rootId: "other" }] });
  const message = 'no plugin is registered for root id "other", only for "canary"';
  await expect(failure).rejects.toMatchObject({ details: expect.arrayContaining([expect.stringContaining(message)]) });
});

describe("an access logger", () => {
  test("calls the plugin itself", async () => {
    const { path } = await buildProbe("callbacks");
    const plugin = { module: path, name: "all", configuration: "plugin text", vmConfiguration: "vm text" };
    const bootstrap = httpBootstrap({ plugins: [] });
    const type = "type.googleapis.com/envoy.extensions.access_loggers.wasm.v3.WasmAccessLog";
    const [filter] = bootstrap.static_resources?.listeners?.[0]?.filter_chains?.[0]?.filters ?? [];
    Object.assign(filter?.typed_config ?? {}, {
      access_log: [{ name: "wasm", typed_config: { "@type": type, config: wasmPluginConfig(plugin) } }],
    });
    await using envoy = await startEnvoy({ bootstrap });
    await envoy.logs.waitFor("plugin onVmStart vm text");
    await envoy.logs.waitFor("plugin onConfigure plugin text all");
    await fetch(envoy.url);
    await envoy.logs.waitFor("plugin onLog");
    await envoy.stop();
    expect(envoy.logs.lines().filter((line) => line.includes("Wasm VM failed"))).toEqual([]);
    expect(envoy.logs.lines().filter((line) => line.includes("plugin onDelete")).length).toBeGreaterThan(0);
  });
});

test("a TCP connection: its callbacks, and its bytes changed on both ways", async () => {
  const { path } = await buildProbe("tcp");
  const server = createServer((socket) => socket.on("data", (data) => socket.write(`echo ${data}`)));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const { port: upstreamPort } = server.address() as AddressInfo;

  await using envoy = await startEnvoy({ bootstrap: tcpBootstrap(path, upstreamPort) });
  const mark = envoy.logs.length;
  const { hostname, port } = new URL(envoy.url);
  const socket = connect(Number(port), hostname);
  socket.write("hello");
  const [answer] = (await once(socket, "data")) as [Buffer];
  expect(answer.toString()).toBe("echo > hello <");
  socket.write("bye");
  await once(socket, "close");
  await envoy.logs.waitFor("onDelete", { from: mark });
  const callbacks = envoy.logs.lines(mark).flatMap((line) => /tcp: (.*)/.exec(line)?.[1] ?? []);
  expect(callbacks.filter((text) => !text.startsWith("onUpstreamConnectionClose"))).toEqual([
    "onNewConnection",
    "onDownstreamData 5 false hello",
    "onUpstreamData 12 false",
    "onDownstreamData 3 false bye",
    "closed true",
    "onDownstreamConnectionClose 1",
    "onDone",
    "onLog",
    "onDelete",
  ]);
});

function tcpBootstrap(path: string, upstreamPort: number): Bootstrap {
  const bootstrap = httpBootstrap({
    plugins: [],
    clusters: [{ name: "echo", url: `http://127.0.0.1:${upstreamPort}` }],
  });
  const chain = bootstrap.static_resources?.listeners?.[0]?.filter_chains?.[0];
  const wasm = "type.googleapis.com/envoy.extensions.filters.network.wasm.v3.Wasm";
  const proxy = "type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy";
  if (chain) {
    chain.filters = [
      { name: "wasm", typed_config: { "@type": wasm, config: wasmPluginConfig({ module: path, name: "tcp" }) } },
      { name: "proxy", typed_config: { "@type": proxy, stat_prefix: "tcp", cluster: "echo" } },
    ];
  }
  return bootstrap;
}

describe("the language", () => {
  const probe = buildProbe("language");

  function plugin(path: string) {
    return { module: path, name: "language", environmentVariables: { MESH_COLOR: "blaü" } };
  }

  test("has console, Date, Math.random, crypto and process", async () => {
    const { path } = await probe;
    await using envoy = await startEnvoy({ plugins: [plugin(path)], componentLogLevel: "wasm:trace" });
    const last = await envoy.logs.waitFor(/step: [\d.]+ ms/);
    expect(last).toContain("[info]");
    const lines = envoy.logs
      .lines()
      .flatMap((line) => /\[(\w+)\]\[wasm\].* wasm log[^:]*: (.*)/.exec(line)?.slice(1).join(" ") ?? []);
    const expected = [
      "info loading",
      "debug debug",
      "info info",
      "warning warn",
      "error error",
      "error Assertion failed: arithmetic",
      "trace traced 1.5, 2.5",
      "info drift true",
      "info year true 86400000 86400000",
      "info random true",
      "info env blaü false",
      "info clocks true true true 0",
      "info crypto true",
    ];
    expect([...new Set(lines)].filter((line) => expected.includes(line))).toEqual(expected);
  });

  test("a programmer's error names its place and message", async () => {
    const { path } = await probe;
    await using envoy = await startEnvoy({ plugins: [{ ...plugin(path), failurePolicy: "FAIL_RELOAD" }] });
    expect((await fetch(envoy.url, { headers: { "x-index": "1" } })).status).toBe(503);
    const line = await envoy.logs.waitFor("Index out of range");
    expect(line).toMatch(/\[critical\].*~lib\/array\.ts:\d+:\d+: Index out of range/);
    await envoy.logs.waitFor("language/Stream#onRequestHeaders");
  });

  test("a throw names its place and message", async () => {
    const { path } = await probe;
    await using envoy = await startEnvoy({ plugins: [plugin(path)] });
    expect((await fetch(envoy.url, { headers: { "x-throw": "1" } })).status).toBe(503);
    expect(await envoy.logs.waitFor("thrown")).toMatch(/language\.ts:\d+:\d+: thrown/);
  });
});
