import { expect, test } from "vitest";
import { buildModule } from "../fixtures/build-module.ts";
import { readModule } from "../read/index.ts";
import { checkImportVersions } from "./import-versions.ts";

function check(abi: string, name: string) {
  return checkImportVersions(readModule(buildModule({ abi: [abi], imports: [{ name }] })));
}

test.each([
  ["0_2_1", "proxy_get_log_level"],
  ["0_2_0", "proxy_continue_stream"],
  ["0_1_0", "proxy_clear_route_cache"],
  ["0_1_0", "proxy_log"],
  ["0_2_1", "abort"],
])("ABI %s: %s passes", (abi, name) => {
  expect(check(abi, name)).toEqual([]);
});

test.each([
  ["0_2_1", "proxy_clear_route_cache", "Envoy chooses the route anew"],
  ["0_2_1", "proxy_get_configuration", "proxy_get_buffer_bytes"],
  ["0_2_0", "proxy_continue_request", "proxy_continue_stream"],
  ["0_2_0", "proxy_get_log_level", "build for ABI 0.2.1"],
  ["0_1_0", "proxy_close_stream", "build for ABI 0.2.1"],
])("ABI %s: %s is refused", (abi, name, hint) => {
  expect(check(abi, name)).toMatchObject([
    { code: "MW0310", level: "error", message: expect.stringContaining(name), hint: expect.stringContaining(hint) },
  ]);
});

test("without an ABI version nothing can be said", () => {
  const module = readModule(buildModule({ abi: [], imports: [{ name: "proxy_get_configuration" }] }));
  expect(checkImportVersions(module)).toEqual([]);
});
