import { loadFilter } from "mesh-wasm/testing";
import { expect, test } from "vitest";

// Runs in a real Envoy in any case; all other tests do with `--engine envoy`.
test("Envoy itself routes by what the filter says", async () => {
  await using filter = await loadFilter("filter-name", {
    engine: "envoy",
    configuration: { rules: [{ header: "x-beta", value: "yes", subset: "v2" }] },
    clusters: { v2: { body: "version 2" } },
    routes: [
      { match: { headers: [{ name: "x-mesh-subset", exact: "v2" }] }, route: { cluster: "v2" } },
      { route: { cluster: "upstream" } },
    ],
  });
  expect((await filter.request({ headers: { "x-beta": "yes" } })).upstream.cluster).toBe("v2");
  expect((await filter.request()).upstream.cluster).toBe("upstream");
});
