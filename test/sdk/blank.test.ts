import { beforeAll, expect, test } from "vitest";
import { checkModule, readModule, type WasmModule } from "../../module/index.ts";
import { buildProbe, type Probe } from "./support/build-probe.ts";

let probe: Probe;
let module: WasmModule;

beforeAll(async () => {
  probe = await buildProbe("blank");
  module = readModule(probe.wasm);
});

test("a filter that adds one header imports nothing but what it takes", () => {
  expect(module.imports.map(({ module, name }) => `${module}.${name}`).sort()).toEqual([
    "env.proxy_add_header_map_value",
    "env.proxy_get_property", // the root id
    "env.proxy_log", // abort, and headers that are refused
    "env.proxy_set_effective_context", // a stream acts on itself, whosever turn it is
  ]);
});

test("it exports the callbacks that it overrides, and what the SDK needs", () => {
  expect(module.exports.map(({ name }) => name).sort()).toEqual([
    "_initialize",
    "memory",
    "proxy_abi_version_0_2_1",
    "proxy_on_configure",
    "proxy_on_context_create",
    "proxy_on_delete",
    "proxy_on_memory_allocate",
    "proxy_on_response_headers",
  ]);
});

test("it is small, and Envoy has nothing to object", () => {
  expect(probe.wasm.length).toBeLessThanOrEqual(6144);
  expect(checkModule(module)).toEqual([]);
});

test("it needs no file of scratch memory", async () => {
  const debug = await buildProbe("blank", { mode: "debug", sourceMap: false });
  expect(debug.wasm.length).toBeLessThan(40_000);
});
