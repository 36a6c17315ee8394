import { loadFilter } from "mesh-wasm/testing";
import { expect, test } from "vitest";

test("a request is counted, timed and logged under its route", async () => {
  await using filter = await loadFilter("filter-name", {
    configuration: { prefix: "shop" },
    routes: [{ name: "cart", route: { cluster: "upstream" } }],
  });

  const { logs } = await filter.request("/items");

  expect(logs.find(/"method":"GET","path":"\/items",.*"status":200/)).toBeDefined();
  expect(filter.metrics.counter("shop_requests_total.route=cart.status=2xx")).toBe(1);
  const latencies = await filter.metrics.histogram("shop_request_duration_ms.route=cart.status=2xx");
  expect(latencies?.samples).toBe(1);
});
