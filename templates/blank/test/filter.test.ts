import { startEnvoy } from "mesh-wasm/envoy";
import { expect, test } from "vitest";

test("each response carries the filter's header", async () => {
  await using envoy = await startEnvoy({ plugins: [{ module: "build/filter-name.wasm" }] });
  const response = await fetch(envoy.url);
  expect(response.status).toBe(200);
  expect(response.headers.get("x-filter")).toBe("filter-name");
});
