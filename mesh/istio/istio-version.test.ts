import { expect, test } from "vitest";
import { gatewayRef, imagePlugin } from "../fixtures/plugins.ts";
import type { MeshPlugin } from "../mesh-plugin.ts";
import { hasFeature, requireFeature } from "./istio-version.ts";
import { wasmPlugin } from "./wasm-plugin.ts";

const closed: MeshPlugin = { ...imagePlugin, failStrategy: "close" };

/** Field, the last version without it, the first with it. */
const gates: readonly (readonly [string, Partial<MeshPlugin>, string, string])[] = [
  ["WasmPlugin", {}, "1.11", "1.12"],
  ["vmConfig.env", { environment: { MODE: "strict" } }, "1.13", "1.14"],
  ["vmConfig.env", { hostEnvironment: ["REGION"] }, "1.13.9", "1.14.0"],
  ["match", { direction: "server" }, "1.15", "1.16"],
  ["match", { ports: [8080] }, "1.15", "1.16"],
  ["failStrategy", { failStrategy: "open" }, "1.18", "1.19"],
  ["type NETWORK", { type: "network" }, "1.19", "1.20"],
  ["targetRefs", { targetRefs: [gatewayRef] }, "1.21", "1.22"],
  ["failStrategy FAIL_RELOAD", { failStrategy: "reload" }, "1.26", "1.27"],
];

test.each(gates)("%s: %o came after %s with %s", (feature, fields, without, since) => {
  const plugin = { ...closed, ...fields };
  expect(() => wasmPlugin(plugin, { version: without })).toThrow(
    expect.objectContaining({ code: "MW0903", message: expect.stringContaining(`${feature} came with Istio`) }),
  );
  expect(wasmPlugin(plugin, { version: since }).documents).toHaveLength(1);
});

test.each([
  ["1.29.9", "WasmPlugin"],
  ["1.30", "TrafficExtension"],
  ["2.0", "TrafficExtension"],
  [undefined, "WasmPlugin"],
])("for %s it is a %s", (version, kind) => {
  const options = version === undefined ? {} : { version };
  expect(wasmPlugin(closed, options).documents[0]).toMatchObject({ kind });
});

test("without a version there is everything", () => {
  expect(hasFeature(undefined, "failStrategy FAIL_RELOAD")).toBe(true);
});

test("what is no version is said", () => {
  expect(() => requireFeature("new", "match")).toThrow(
    expect.objectContaining({ code: "MW0904", message: '"new" is no version of Istio' }),
  );
});
