import { loadFilter } from "mesh-wasm/testing";
import { expect, test } from "vitest";

test("each response carries the filter's header", async () => {
  await using filter = await loadFilter("filter-name");
  const { response, upstream } = await filter.request("/");
  expect(response.status).toBe(200);
  expect(response.headers.get("x-filter")).toBe("filter-name");
  expect(upstream.reached).toBe(true);
});
