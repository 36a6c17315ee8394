import { once } from "node:events";
import { createServer as createHttpServer, type RequestListener } from "node:http";
import { type AddressInfo, connect, createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  type Bootstrap,
  type EchoedRequest,
  httpBootstrap,
  type PluginOptions,
  type RunningEnvoy,
  startEcho,
  startEnvoy,
  wasmPluginConfig,
} from "../../envoy/index.ts";
import { envoyVersions } from "../support/engines.ts";
import { buildProbe, type Probe, probesDir } from "./support/build-probe.ts";

const probes = new Map<string, Promise<Probe>>();

/** Compiles an old program, once. */
function oldProgram(name: string): Promise<Probe> {
  const probe = probes.get(name) ?? buildProbe(name, { entry: join(probesDir, "proxy-runtime", `${name}.ts`) });
  probes.set(name, probe);
  return probe;
}

interface Callee {
  readonly url: string;
}

/** An HTTP server that is stopped when the test ends. */
async function startCallee(listener: RequestListener): Promise<Callee> {
  const server = createHttpServer(listener);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** What the plugins logged since a mark. */
function logged(envoy: RunningEnvoy, mark = 0): string[] {
  return envoy.logs.lines(mark).flatMap((line) => /wasm log(?: [^:]*)?: (.*)$/.exec(line)?.[1] ?? []);
}

function trapsOf(envoy: RunningEnvoy): string[] {
  return envoy.logs.lines().filter((line) => /Wasm VM failed|Function: proxy_\w+ failed/.test(line));
}

describe.each(envoyVersions)("old programs in Envoy %s", (version) => {
  async function plugin(name: string, options: Partial<PluginOptions> = {}): Promise<PluginOptions> {
    const { path } = await oldProgram(name);
    return { module: path, name, ...options };
  }

  /** What the upstream sees of a request. */
  async function seen(envoy: RunningEnvoy, path = "/", init: RequestInit = {}): Promise<EchoedRequest> {
    const response = await fetch(`${envoy.url}${path}`, init);
    expect(response.status).toBe(200);
    return (await response.json()) as EchoedRequest;
  }

  test("add a header, and find their configuration", async () => {
    const plugins = [
      await plugin("add-header", { name: "plain", rootId: "add_header" }),
      await plugin("add-header", { name: "set", rootId: "add_header", configuration: "from configuration" }),
    ];
    await using envoy = await startEnvoy({ version, plugins });
    const response = await fetch(envoy.url);
    expect(response.headers.get("hello")?.split(", ").sort()).toEqual(["from configuration", "world"]);
    await envoy.stop();
    expect(trapsOf(envoy)).toEqual([]);
  });

  describe("make calls", () => {
    async function start(listener: RequestListener): Promise<RunningEnvoy> {
      const upstream = await startEcho();
      const callee = await startCallee(listener);
      const envoy = await startEnvoy({
        version,
        plugins: [await plugin("auth", { configuration: "callee" })],
        clusters: [
          { name: "echo", url: upstream.url },
          { name: "callee", url: callee.url },
        ],
      });
      onTestFinished(async () => {
        await Promise.all([envoy.stop(), upstream.stop()]);
      });
      return envoy;
    }

    test("and let the request go on, changed", async () => {
      const asked: unknown[] = [];
      const envoy = await start(async (request, response) => {
        let body = "";
        for await (const chunk of request) body += chunk;
        asked.push([request.url, request.headers["x-asked"], body]);
        response.end("alice");
      });
      const { headers, body } = await seen(envoy, "/cart", { method: "POST", body: "order" });
      expect(headers["x-user"]).toBe("alice");
      expect(body).toBe("order");
      expect(asked).toEqual([["/cart", "yes", "may it pass?"]]);
      await envoy.logs.waitFor("answer 200 true 5 0 alice");
    });

    test("and answer in place of the upstream", async () => {
      const envoy = await start((_, response) => response.writeHead(401).end("nobody"));
      const response = await fetch(envoy.url);
      expect([response.status, await response.text()]).toEqual([403, "nobody"]);
    });

    test.each([
      ["x-cluster", "nowhere", 'HTTP call to cluster "nowhere" not sent: this proxy has no such cluster'],
      ["x-broken", "pseudo", 'HTTP call to cluster "callee" not sent: :method, :path or :authority is missing'],
      ["x-broken", "value", 'HTTP call to cluster "callee" not sent: invalid header'],
    ])("that cannot be sent: %s %s", async (name, value, line) => {
      const envoy = await start((_, response) => response.end());
      const response = await fetch(envoy.url, { headers: { [name]: value } });
      expect([response.status, await response.text()]).toEqual([500, "2"]);
      await envoy.logs.waitFor(line);
    });

    test("whose answer comes when the client has gone reach nobody", async () => {
      let finish = (): void => {};
      const called = new Promise<void>((resolve) => {
        finish = resolve;
      });
      let answer = (): void => {};
      const envoy = await start((request, response) => {
        if (request.url !== "/late") return void response.end("next");
        answer = () => response.end("too late");
        finish();
      });
      const client = new AbortController();
      const refused = fetch(`${envoy.url}/late`, { signal: client.signal }).catch((error: Error) => error.name);
      await called;
      client.abort();
      expect(await refused).toBe("AbortError");
      answer();
      expect((await seen(envoy)).headers["x-user"]).toBe("next");
      await envoy.logs.waitFor("answer 200 true 4 0 next");
      expect(logged(envoy).filter((line) => line.startsWith("answer"))).toEqual(["answer 200 true 4 0 next"]);
      expect(trapsOf(envoy)).toEqual([]);
    });
  });

  test("count in shared data", async () => {
    await using envoy = await startEnvoy({ version, plugins: [await plugin("shared-counter", { rootId: "counter" })] });
    const counts: unknown[] = [];
    for (let i = 0; i < 3; i++) counts.push((await fetch(envoy.url)).headers.get("x-count"));
    expect(counts).toEqual(["1 true true", "2 false true", "3 false true"]);
  });

  test("put into a queue and take out of it", async () => {
    await using envoy = await startEnvoy({
      version,
      plugins: [await plugin("queue", { vmId: "queues", vmConfiguration: "vm" })],
    });
    await fetch(`${envoy.url}/one`);
    await envoy.logs.waitFor("took /one true");
    await envoy.logs.waitFor("unknown true true");
    await envoy.logs.waitFor("started 2 true");
    await envoy.logs.waitFor("put true 1 0");
  });

  test("let requests go on from a tick, and pass over those that are gone", async () => {
    await using upstream = await startEcho();
    await using envoy = await startEnvoy({
      version,
      plugins: [await plugin("tick", { configuration: "300" })],
      clusters: [{ name: "echo", url: upstream.url }],
    });
    expect((await seen(envoy)).headers["x-ticked"]).toBe("yes");
    const mark = envoy.logs.length;
    const client = new AbortController();
    const refused = fetch(envoy.url, { signal: client.signal }).catch((error: Error) => error.name);
    await envoy.logs.waitFor("parked", { from: mark });
    client.abort();
    expect(await refused).toBe("AbortError");
    await envoy.logs.waitFor("gone", { from: mark });
    expect((await seen(envoy)).headers["x-ticked"]).toBe("yes");
  });

  test("read and write attributes, and survive missing ones", async () => {
    await using upstream = await startEcho();
    await using envoy = await startEnvoy({
      version,
      plugins: [await plugin("properties")],
      clusters: [{ name: "echo", url: upstream.url }],
    });
    expect((await seen(envoy, "/cart?id=1")).headers).toMatchObject({
      "x-path": "/cart?id=1",
      "x-port": new URL(envoy.url).port,
      "x-color": "true blue",
      "x-dotted": "true dotted",
      "x-root": "properties",
      "x-missing": "0 0",
    });
  });

  test("count, and read what they counted", async () => {
    await using envoy = await startEnvoy({ version, plugins: [await plugin("metrics")] });
    const { headers } = await fetch(envoy.url);
    const shown = Object.fromEntries([...headers].filter(([name]) => name.startsWith("x-")));
    expect(shown).toMatchObject({
      "x-counter": "2",
      "x-gauge": "5",
      "x-plain": "41",
      "x-unreadable": "true true",
      "x-recorded": "100",
    });
    expect(await envoy.admin.stats("wasmcustom.old_")).toMatchObject({
      "wasmcustom.old_early": 1,
      "wasmcustom.old_requests": 2,
      "wasmcustom.old_open": 100,
      "wasmcustom.old_plain": 41,
    });
  });

  test("answer in place of the upstream, and edit headers", async () => {
    await using upstream = await startEcho();
    await using envoy = await startEnvoy({
      version,
      plugins: [await plugin("local-reply", { rootId: "reply" })],
      clusters: [{ name: "echo", url: upstream.url }],
    });
    const tea = await fetch(`${envoy.url}/teapot`);
    expect([tea.status, await tea.text(), tea.headers.get("x-kind"), tea.headers.getSetCookie()]).toEqual([
      418,
      "short",
      "tea",
      ["a=1", "b=2"],
    ]);
    const plain = await fetch(`${envoy.url}/plain`);
    expect([plain.status, await plain.text()]).toEqual([402, "pay"]);
    const broken = await fetch(`${envoy.url}/broken`);
    expect([broken.status, await broken.text()]).toEqual([500, "2"]);

    const edited = await seen(envoy, "/edit", {
      headers: { "x-removed": "1", "x-replaced": "old", "x-twice": "1", "x-bad": "kept" },
    });
    expect(edited.headers).toMatchObject({
      "x-replaced": "new",
      "x-twice": "1, 2",
      "x-bad": "kept",
      "x-a": "true",
      "x-missing": "[]",
    });
    expect(edited.headers["x-removed"]).toBeUndefined();
    expect(Number((await seen(envoy, "/all")).headers["x-all"])).toBeGreaterThan(4);
    expect((await seen(envoy, "/none")).headers["x-none"]).toBeUndefined();
    await envoy.logs.waitFor("headers not replaced: ");
    expect((await fetch(envoy.url)).headers.get("x-late-headers")).toBe("0");
    await envoy.stop();
    expect(trapsOf(envoy)).toEqual([]);
  });

  test("read and replace bodies", async () => {
    await using upstream = await startEcho();
    await using envoy = await startEnvoy({
      version,
      plugins: [await plugin("body")],
      clusters: [{ name: "echo", url: upstream.url }],
    });
    const response = await fetch(envoy.url, { method: "POST", body: "a long body" });
    const text = await response.text();
    expect(text).toMatch(/ served$/);
    expect(JSON.parse(text.replace(/ served$/, "")).body).toBe("A LONG BODY");
    await envoy.logs.waitFor("body 11 lon 11 0 0 1");
  });

  test("are several plugins of one VM, each with its configuration", async () => {
    await using upstream = await startEcho();
    const tokens = await startCallee((_, response) => response.end("secret"));
    await using envoy = await startEnvoy({
      version,
      plugins: [
        await plugin("two-plugins", { name: "one", rootId: "check", vmId: "shared", configuration: "x-one" }),
        await plugin("two-plugins", { name: "two", rootId: "check", vmId: "shared", configuration: "x-two" }),
        await plugin("two-plugins", { name: "three", rootId: "fetcher", vmId: "shared", configuration: "tokens" }),
      ],
      clusters: [
        { name: "echo", url: upstream.url },
        { name: "tokens", url: tokens.url },
      ],
    });
    await envoy.logs.waitFor("fetched from tokens");
    const ask = async (headers: Record<string, string>) => {
      const response = await fetch(envoy.url, { headers });
      return response.status === 200 ? 200 : await response.text();
    };
    expect(await ask({ "x-one": "secret", "x-two": "secret" })).toBe(200);
    expect(await ask({ "x-one": "secret" })).toBe("x-two is wrong");
    expect(await ask({ "x-two": "secret" })).toBe("x-one is wrong");
    await envoy.stop();
    expect(trapsOf(envoy)).toEqual([]);
  });

  test("serve TCP connections", async () => {
    const server = createServer((socket) => socket.on("data", (data) => socket.write(`echo ${data}`)));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => void server.close());
    const upstreamPort = (server.address() as AddressInfo).port;
    const bootstrap = tcpBootstrap(await plugin("tcp"), upstreamPort);
    await using envoy = await startEnvoy({ version, bootstrap });
    const mark = envoy.logs.length;
    const { hostname, port } = new URL(envoy.url);
    const socket = connect(Number(port), hostname);
    socket.write("hello");
    const [answer] = (await once(socket, "data")) as [Buffer];
    expect(answer.toString()).toBe("echo > hello");
    socket.destroy();
    await envoy.logs.waitFor("tcp: onDelete", { from: mark });
    // How the two sides end depends on chance
    expect(logged(envoy, mark).filter((line) => !line.includes(" true"))).toEqual([
      "tcp: onNewConnection",
      "tcp: onDownstreamData 5 false hello",
      "tcp: onUpstreamData 12 false",
      expect.stringMatching(/^tcp: onDownstreamConnectionClose [12]$/),
      "tcp: onDone",
      "tcp: onLog",
      "tcp: onDelete",
    ]);
  });

  test("hear of the end of a stream that they have heard nothing else of", async () => {
    await using envoy = await startEnvoy({ version, plugins: [await plugin("life")] });
    const mark = envoy.logs.length;
    await fetch(envoy.url);
    await envoy.logs.waitFor("life: stream onDelete", { from: mark });
    expect(logged(envoy, mark)).toEqual(["life: stream onDone", "life: stream onDelete"]);
    await envoy.stop();
    expect(trapsOf(envoy)).toEqual([]);
    expect(logged(envoy).filter((line) => line === "life: loading").length).toBeGreaterThan(0);
  });

  test("end when they say so", async () => {
    const waiting = await plugin("life", { configuration: "wait" });
    await using envoy = await startEnvoy({ version, plugins: [waiting], ecds: true });
    await fetch(envoy.url);
    const mark = envoy.logs.length;
    await envoy.replacePlugin("life", { ...waiting, configuration: "do not" });
    await fetch(envoy.url);
    await envoy.logs.waitFor("life: root onDelete", { from: mark });
    // The main thread has one, too
    const lines = logged(envoy, mark).filter((line) => line.startsWith("life: root"));
    expect([...new Set(lines)]).toEqual(["life: root waits", "life: root done", "life: root onDelete"]);
    expect(trapsOf(envoy)).toEqual([]);
  });

  test("are access loggers", async () => {
    const bootstrap = httpBootstrap({ plugins: [] });
    const type = "type.googleapis.com/envoy.extensions.access_loggers.wasm.v3.WasmAccessLog";
    const [filter] = bootstrap.static_resources?.listeners?.[0]?.filter_chains?.[0]?.filters ?? [];
    const config = wasmPluginConfig(await plugin("life"));
    Object.assign(filter?.typed_config ?? {}, {
      access_log: [{ name: "wasm", typed_config: { "@type": type, config } }],
    });
    await using envoy = await startEnvoy({ version, bootstrap });
    await fetch(envoy.url);
    await envoy.logs.waitFor("life: root onLog");
    await envoy.stop();
    expect(trapsOf(envoy)).toEqual([]);
  });
});

function tcpBootstrap(plugin: PluginOptions, upstreamPort: number): Bootstrap {
  const clusters = [{ name: "echo", url: `http://127.0.0.1:${upstreamPort}` }];
  const bootstrap = httpBootstrap({ plugins: [], clusters });
  const chain = bootstrap.static_resources?.listeners?.[0]?.filter_chains?.[0];
  const wasm = "type.googleapis.com/envoy.extensions.filters.network.wasm.v3.Wasm";
  const proxy = "type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy";
  if (chain) {
    chain.filters = [
      { name: "wasm", typed_config: { "@type": wasm, config: wasmPluginConfig(plugin) } },
      { name: "proxy", typed_config: { "@type": proxy, stat_prefix: "tcp", cluster: "echo" } },
    ];
  }
  return bootstrap;
}
