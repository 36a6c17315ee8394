import { type FilterOptions, loadFilter } from "mesh-wasm/testing";
import { expect, test } from "vitest";

/** The filter in front of two versions of a service. */
const options: FilterOptions = {
  configuration: {
    rules: [{ header: "x-beta", value: "yes", subset: "v2" }],
    split: [{ subset: "v1", weight: 1 }],
  },
  clusters: { v1: { body: "version 1" }, v2: { body: "version 2" } },
  routes: [
    { match: { headers: [{ name: "x-mesh-subset", exact: "v2" }] }, route: { cluster: "v2" } },
    { route: { cluster: "v1" } },
  ],
};

test("requests with the header go to v2, all others to v1", async () => {
  await using filter = await loadFilter("filter-name", options);
  const beta = await filter.request({ headers: { "x-beta": "yes" } });
  expect(beta.response.text()).toBe("version 2");

  // What the client says about the subset itself does not count.
  const plain = await filter.request({ headers: { "x-mesh-subset": "v2" } });
  expect(plain.upstream.cluster).toBe("v1");
});
