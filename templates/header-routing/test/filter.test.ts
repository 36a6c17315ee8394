import { startEcho, startEnvoy } from "mesh-wasm/envoy";
import { expect, test } from "vitest";

test("requests with the header go to v2, all others to v1", async () => {
  await using v1 = await startEcho({ name: "v1" });
  await using v2 = await startEcho({ name: "v2" });
  await using envoy = await startEnvoy({
    plugins: [
      {
        module: "build/filter-name.wasm",
        configuration: {
          rules: [{ header: "x-beta", value: "yes", subset: "v2" }],
          split: [{ subset: "v1", weight: 1 }],
        },
      },
    ],
    clusters: [
      { name: "v1", url: v1.url },
      { name: "v2", url: v2.url },
    ],
    routes: [
      { match: { headers: [{ name: "x-mesh-subset", exact: "v2" }] }, route: { cluster: "v2" } },
      { route: { cluster: "v1" } },
    ],
  });

  const beta = await fetch(envoy.url, { headers: { "x-beta": "yes" } });
  expect(beta.headers.get("x-upstream")).toBe("v2");

  // What the client says about the subset itself does not count.
  const plain = await fetch(envoy.url, { headers: { "x-mesh-subset": "v2" } });
  expect(plain.headers.get("x-upstream")).toBe("v1");
});
