import { beforeAll, describe, expect, test } from "vitest";
import { MeshWasmError } from "../core/index.ts";
import { fixtureModule } from "./fixtures/fixture-module.ts";
import { loadChain, loadFilter } from "./index.ts";
import { WhenAwaited } from "./wait/when-awaited.ts";

let shop: string;

beforeAll(async () => {
  shop = await fixtureModule("shop");
});

/** The error that something ends with. */
async function errorOf(work: () => Promise<unknown>): Promise<MeshWasmError> {
  const error = await work().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(MeshWasmError);
  return error as MeshWasmError;
}

describe("a host name", () => {
  test("is what the test says", async () => {
    await using filter = await loadFilter(shop, { dns: { "pages.example": ["10.0.0.1"] } });
    expect((await filter.request("/resolve")).response.status).toBe(200);
    expect(filter.logs.messages()).toContain("query 2 is answered in 19 bytes");
  });
});

describe("a request", () => {
  test("reaches the upstream, changed by the filter, and is answered", async () => {
    await using filter = await loadFilter(shop, {
      configuration: "one",
      upstream: (request) => ({ status: 201, json: { path: request.path, shop: request.headers.get("x-shop") } }),
    });
    const { response, upstream, localReply, details, logs } = await filter.request("/cart?a=1");
    expect(response.status).toBe(201);
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(response.json()).toEqual({ path: "/cart?a=1", shop: "one" });
    expect(upstream).toMatchObject({ reached: true, cluster: "upstream", method: "GET", authority: "localhost" });
    expect([localReply, details, logs.length]).toEqual([false, "via_upstream", 0]);
    expect(filter.logs.messages()).toEqual(["configured one"]);
    expect(filter.logs.main.messages()).toEqual(["configured one", "configured one"]);
  });

  test("may be answered by the filter", async () => {
    await using filter = await loadFilter(shop);
    const { response, upstream, localReply, details } = await filter.request("/deny");
    expect([response.status, response.text(), localReply, details]).toEqual([403, "no\n", true, "denied"]);
    expect(upstream.reached).toBe(false);
    expect(upstream.headers.get("x-shop")).toBeNull();
  });

  test("counts", async () => {
    await using filter = await loadFilter(shop);
    for (const path of ["/", "/a", "/ab"]) await filter.request(path);
    expect(filter.metrics.counter("shop_served_total")).toBe(3);
    expect(filter.metrics.gauge("shop_open")).toBe(3);
    expect(filter.metrics.counter("shop_open")).toBeUndefined();
    expect(await filter.metrics.histogram("shop_sizes")).toMatchObject({
      samples: 3,
      percentiles: { P0: 1, P50: 2, P100: 3 },
    });
    expect(await filter.metrics.histogram("none")).toBeUndefined();
  });

  test("sends the upstream a text with its length, and a list without", async () => {
    await using filter = await loadFilter(shop);
    const whole = await filter.request({ body: "Grüße" });
    expect(whole.upstream.method).toBe("POST");
    expect(whole.upstream.headers.get("content-length")).toBe("7");
    const parts = await filter.request({ body: ["Grü", "ße"], headers: { "x-a": "1" } });
    expect(parts.upstream.headers.has("content-length")).toBe(false);
    expect(parts.upstream.text()).toBe("Grüße");
    const bare = await filter.request({ body: "abc", headers: { "content-length": undefined } });
    expect(bare.upstream.headers.has("content-length")).toBe(false);
  });

  test("tells of a body whose pieces are none, and of one whose pieces end with an error", async () => {
    await using filter = await loadFilter(shop);
    async function* wrong(): AsyncGenerator<string> {
      yield { a: 1 } as unknown as string;
    }
    async function* failing(): AsyncGenerator<string> {
      yield "a";
      throw new Error("no more pieces");
    }
    await expect(filter.request({ body: wrong() })).rejects.toThrow('a piece of a body cannot be {"a":1} (MW0415)');
    await expect(filter.request({ body: failing() })).rejects.toThrow("no more pieces");
  });

  test("takes the answer of a promise of any kind", async () => {
    await using filter = await loadFilter(shop);
    const lazy = new WhenAwaited(async () => ({ status: 201 }));
    filter.onCall("upstream", () => lazy);
    expect((await filter.request()).response.status).toBe(201);
  });

  test("tells what is wrong in the test's own upstream", async () => {
    await using filter = await loadFilter(shop, {
      upstream() {
        throw new Error("a bug in the test");
      },
    });
    await expect(async () => filter.request()).rejects.toThrow("a bug in the test");
  });
});

describe("time", () => {
  test("goes by while the test waits, as far as it must", async () => {
    await using filter = await loadFilter(shop, { now: "2030-01-01T00:00:00Z" });
    const exchange = await filter.request("/park");
    expect(exchange.logs.messages()).toEqual(["parked", "tick"]);
    expect(filter.clock.now).toEqual(new Date("2030-01-01T00:00:05Z"));
    expect((await filter.request("/time")).response.text()).toBe(String(Date.UTC(2030, 0, 1, 0, 0, 5)));
  });

  test("does not go by for a request that nobody waits for yet", async () => {
    await using filter = await loadFilter(shop, { now: 0 });
    const parked = filter.request("/park");
    await filter.logs.waitFor("parked");
    await filter.request("/other");
    expect(filter.clock.now.getTime()).toBe(0);
    await parked;
    expect(filter.clock.now.getTime()).toBe(5000);
  });

  test("goes by with advance alone where the test wants it so", async () => {
    await using filter = await loadFilter(shop, { clock: "manual", now: 0 });
    const parked = filter.request("/park");
    await filter.clock.advance(4999);
    expect(filter.logs.find("tick")).toBeUndefined();
    await filter.clock.advance(1);
    expect((await parked).response.status).toBe(200);
  });

  test("may be left out: a tick at once", async () => {
    await using filter = await loadFilter(shop, { now: 0 });
    const parked = filter.request("/park");
    await filter.tick();
    await parked;
    expect(filter.clock.now.getTime()).toBe(0);
  });

  test("ends a wait for what cannot come", async () => {
    await using filter = await loadFilter(shop);
    expect(await errorOf(() => filter.logs.waitFor("never"))).toMatchObject({
      code: "MW0412",
      message: expect.stringContaining('a log line that matches "never"'),
    });
  });
});

describe("close", () => {
  test("does what the end of `await using` does: it stops the proxy, and throws what the test was not told", async () => {
    const filter = await loadFilter(shop);
    expect((await filter.request("/cart")).response.status).toBe(200);
    await filter.close();
    expect(() => filter.request("/")).toThrow("the filter is closed");
    const trapping = await loadFilter(shop);
    void trapping.request("/trap");
    expect(await errorOf(() => trapping.close())).toMatchObject({ code: "MW0401" });
  });
});

describe("a trap", () => {
  test("is an error with the line of the source", async () => {
    await using filter = await loadFilter(shop);
    const error = await errorOf(async () => filter.request("/trap"));
    expect(error).toMatchObject({
      code: "MW0401",
      message: expect.stringMatching(
        /^the filter shop trapped in proxy_on_request_headers: the path is too short \(MW0401\)\n {2}at fail +assembly\/shop\.ts:/,
      ),
      location: { file: "assembly/shop.ts" },
    });
    expect(error.details[0]).toMatch(/^at fail +assembly\/shop\.ts:\d+:\d+ +│ assert\(path\.length > 100/);
  });

  test("may be a result instead", async () => {
    await using filter = await loadFilter(shop, { allowTraps: true, failurePolicy: "FAIL_OPEN" });
    const first = await filter.request("/trap");
    expect(first.response.status).toBe(503);
    expect(first.trap).toMatchObject({ text: "the path is too short", plugin: "shop", thread: 0 });
    expect((await filter.request("/")).response.status).toBe(200);
  });

  test("that nobody was told of is told at the end", async () => {
    const filter = await loadFilter(shop);
    void filter.request("/trap");
    expect(await errorOf(() => filter[Symbol.asyncDispose]())).toMatchObject({ code: "MW0401" });
  });

  test("ends an endless loop", async () => {
    await using filter = await loadFilter(shop);
    const error = await errorOf(async () => filter.request("/hang"));
    expect(error.code).toBe("MW0401");
    expect(error.message).toMatch(/hang/);
    expect(error.location?.file).toBe("assembly/shop.ts");
  });
});

describe("loading", () => {
  test("fails with what the filter says", async () => {
    expect(await errorOf(() => loadFilter(shop, { configuration: "refuse" }))).toMatchObject({
      code: "MW0525",
      message: expect.stringContaining("no such shop"),
    });
  });

  test("fails with the place of a trap", async () => {
    const error = await errorOf(() => loadFilter(shop, { configuration: "trap" }));
    expect(error.code).toBe("MW0527");
    expect(error.details.join("\n")).toMatch(/Shop\.onConfigure +assembly\/shop\.ts:\d+/);
  });

  test("fails for what contradicts itself", async () => {
    const codes = await Promise.all([
      errorOf(() => loadFilter(shop, { clusters: { upstream: {} } })),
      errorOf(() => loadChain([{ filter: shop }, { filter: shop }])),
      errorOf(() => loadChain([{ filter: shop }, { filter: shop, name: "two", kind: "tcp" }])),
      errorOf(() => loadFilter(shop, { engine: "hots" as "host" })),
      errorOf(() => loadFilter(shop, { envoyVersion: "1.20" })),
      errorOf(() => loadFilter(shop, { clusterSettings: { auth: {} } })),
      errorOf(() =>
        loadFilter(shop, { upstream: "http://[::1]:1", clusterSettings: { upstream: { protocol: "HTTP/2" } } }),
      ),
      errorOf(() => loadFilter(shop, { filterState: { "wasm.user": "anna" } })),
    ]);
    expect(codes.map(({ code }) => code)).toEqual(Array(8).fill("MW0415"));
  });
});

describe("calls", () => {
  test("are answered by the test, which may change its mind", async () => {
    await using filter = await loadFilter(shop, { clusters: { auth: { status: 200 } } });
    const good = await filter.request("/call");
    expect([good.response.status, good.calls.length, good.calls[0]?.path]).toEqual([200, 1, "/check"]);
    filter.onCall("auth", async () => ({ status: 403 }));
    expect((await filter.request("/call")).response.status).toBe(401);
    expect(filter.calls).toHaveLength(2);
    expect(() => filter.onCall("other", {})).toThrow(
      expect.objectContaining({ code: "MW0415", hint: expect.stringContaining("upstream, auth") }),
    );
  });

  test("go to a real server where the test says so", async () => {
    const { createServer } = await import("node:http");
    const asked: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url);
      response.writeHead(request.url === "/check" ? 200 : 500).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    try {
      await using filter = await loadFilter(shop, { clusters: { auth: `http://127.0.0.1:${port}` } });
      expect((await filter.request("/call")).response.status).toBe(200);
      expect(asked).toEqual(["/check"]);
    } finally {
      server.close();
    }
  });
});

describe("several", () => {
  test("plugins meet a request in order, each with its configuration", async () => {
    await using chain = await loadChain([
      { filter: shop, name: "first", configuration: "1" },
      { filter: shop, name: "second", configuration: "2" },
    ]);
    expect((await chain.request()).upstream.headers.get("x-shop")).toBe("2");
    expect(chain.logs.messages({ plugin: "first" })).toEqual(["configured 1"]);
    await chain.reconfigure("3", "second");
    expect((await chain.request()).upstream.headers.get("x-shop")).toBe("3");
    expect(await errorOf(() => chain.reconfigure("4"))).toMatchObject({ code: "MW0415" });
  });

  test("workers have VMs of their own, and share data", async () => {
    await using filter = await loadFilter(shop, { workers: 2 });
    await filter.request({ path: "/shared", worker: 1 });
    expect(filter.shared.get("last")).toBe("/shared");
    filter.shared.set("last", "changed");
    expect(filter.shared.get("last")).toBe("changed");
    expect(filter.shared.get("none")).toBeNull();
    expect(filter.logs.lines.map(({ thread }) => thread)).toEqual([0, 1]);
    expect(await errorOf(async () => filter.request({ worker: 2 }))).toMatchObject({ code: "MW0415" });
  });
});

test("random numbers are the same for the same seed", async () => {
  const drawn = [];
  for (const seed of [1, 1, 2]) {
    await using filter = await loadFilter(shop, { seed });
    drawn.push((await filter.request("/random")).response.text());
  }
  expect(drawn[0]).toBe(drawn[1]);
  expect(drawn[0]).not.toBe(drawn[2]);
});

test("another module takes the place of one, with its settings", async () => {
  await using filter = await loadFilter(shop, { configuration: "one" });
  await filter.replace(await fixtureModule("shop", "release"));
  expect((await filter.request()).upstream.headers.get("x-shop")).toBe("one");
});

test("callbacks and host calls are recorded where the test wants them", async () => {
  await using filter = await loadFilter(shop, { trace: true });
  const { trace } = await filter.request();
  expect(trace[0]).toMatchObject({ thread: 0, kind: "callback", name: "proxy_on_context_create" });
  expect(trace.some(({ kind, name }) => kind === "host call" && name === "env.proxy_increment_metric")).toBe(true);
});
