import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { type HttpProxyOptions, httpBootstrap, printBootstrap } from "./bootstrap.ts";

function codeOf(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
}

const canary = { module: "/filters/canary.wasm", configuration: { header: "x-beta" } };

describe("the printed configuration", () => {
  test("of one plugin", async () => {
    const bootstrap = httpBootstrap({ plugins: [canary] });
    await expect(printBootstrap(bootstrap)).toMatchFileSnapshot("golden/one-plugin.yaml");
  });

  test("of everything there is", async () => {
    const bootstrap = httpBootstrap({
      plugins: [
        {
          module: "/filters/jwt.wasm",
          name: "jwt",
          rootId: "jwt_root",
          vmId: "shared",
          configuration: "issuer=mesh",
          vmConfiguration: { log: "yes" },
          failurePolicy: "FAIL_RELOAD",
          allowOnHeadersStopIteration: true,
          environmentVariables: { REGION: "eu" },
        },
        canary,
      ],
      clusters: [
        { name: "v1", url: "http://127.0.0.1:8081" },
        { name: "v2", url: "http://[::1]:8082", http2: true },
        { name: "keys", url: "http://keys.example" },
      ],
      routes: [
        { name: "health", match: { path: "/health" }, directResponse: { status: 204 } },
        {
          name: "subset",
          match: { prefix: "/cart", headers: [{ name: "x-mesh-subset", exact: "v2" }, { name: "x-beta" }] },
          route: { cluster: "v2" },
          metadata: { "mesh.wasm": { owner: "shop" } },
        },
        { match: { headers: [{ name: "x-old", present: false }] }, route: { cluster: "v1" } },
        {
          route: {
            weightedClusters: [
              { name: "v1", weight: 9 },
              { name: "v2", weight: 1 },
            ],
          },
        },
      ],
      listen: { address: "0.0.0.0", port: 10000 },
      accessLog: { path: "%REQ(:PATH)%" },
      bufferLimitBytes: 1024,
      node: { id: "shop-1", metadata: { APP: "shop" } },
    });
    await expect(printBootstrap(bootstrap)).toMatchFileSnapshot("golden/everything.yaml");
  });

  test("quotes what Envoy's YAML would take for something else", () => {
    const strange = { a: "yes", b: "0o17", c: "1e3", d: "null", e: "12:30:45", f: "0755", g: "~", h: "y" };
    const printed = printBootstrap({ node: { metadata: strange } });
    expect(parse(printed, { version: "1.1" })).toEqual({ node: { metadata: strange } });
  });
});

describe("routes", () => {
  test("lead to the first cluster by default", () => {
    const clusters = [
      { name: "shop", url: "http://127.0.0.1:1" },
      { name: "other", url: "http://127.0.0.1:2" },
    ];
    expect(JSON.stringify(httpBootstrap({ plugins: [], clusters }))).toContain(
      '"routes":[{"match":{"prefix":"/"},"route":{"cluster":"shop"}}]',
    );
  });

  test("need exactly one target", () => {
    const both = { route: { cluster: "a" }, directResponse: { status: 200 } };
    expect(codeOf(() => httpBootstrap({ plugins: [], routes: [{}] }))).toMatchObject({ code: "MW0529" });
    expect(codeOf(() => httpBootstrap({ plugins: [], routes: [both] }))).toMatchObject({ code: "MW0529" });
  });
});

test.each<[string, HttpProxyOptions, RegExp]>([
  ["two plugins of one name", { plugins: [canary, canary] }, /two of the plugins are called "canary"/],
  [
    "a URL with a path",
    { plugins: [], clusters: [{ name: "a", url: "http://x/path" }] },
    /cluster "a".*http:\/\/x\/path/,
  ],
  ["a URL of HTTPS", { plugins: [], clusters: [{ name: "a", url: "https://x" }] }, /cluster "a"/],
  ["no URL", { plugins: [], clusters: [{ name: "a", url: "127.0.0.1:80" }] }, /cluster "a"/],
])("%s is refused", (_, options, message) => {
  expect(codeOf(() => httpBootstrap(options))).toMatchObject({
    code: "MW0529",
    message: expect.stringMatching(message),
  });
});
