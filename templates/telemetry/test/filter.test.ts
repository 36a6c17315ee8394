import { startEcho, startEnvoy } from "mesh-wasm/envoy";
import { expect, test } from "vitest";

test("a request is counted, timed and logged under its route", async () => {
  await using upstream = await startEcho();
  await using envoy = await startEnvoy({
    plugins: [{ module: "build/filter-name.wasm", configuration: { prefix: "shop" } }],
    clusters: [{ name: "cart", url: upstream.url }],
    routes: [{ name: "cart", route: { cluster: "cart" } }],
  });

  await fetch(`${envoy.url}/items`);
  await envoy.logs.waitFor(/"method":"GET","path":"\/items",.*"status":200/);

  expect(await envoy.admin.stats("shop_requests_total")).toEqual({
    "wasmcustom.shop_requests_total.route=cart.status=2xx": 1,
  });
  const name = "wasmcustom.shop_request_duration_ms.route=cart.status=2xx";
  let latencies = await envoy.admin.histograms("shop_request_duration_ms");
  // A busy worker hands its values in late.
  while (!latencies[name]) latencies = await envoy.admin.histograms("shop_request_duration_ms");
  expect(latencies[name].samples).toBe(1);
});
