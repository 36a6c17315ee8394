import { expect, test } from "vitest";
import { expectManifest } from "../fixtures/expect-golden.ts";
import { everyMetadata, everyVmField, filePlugin, gatewayRef, httpPlugin, imagePlugin } from "../fixtures/plugins.ts";
import type { MeshPlugin } from "../mesh-plugin.ts";
import { wasmPlugin } from "./wasm-plugin.ts";

const { environment, hostEnvironment } = everyVmField;

const everyField: MeshPlugin = {
  ...imagePlugin,
  ...everyMetadata,
  source: { ...imagePlugin.source, pullSecret: "registry", pullPolicy: "Always" } as MeshPlugin["source"],
  environment,
  hostEnvironment,
  selector: { app: "cart" },
  phase: "authn",
  priority: 10,
  direction: "server",
  ports: [8080, 8443],
  failStrategy: "reload",
};

test.each([
  ["image", imagePlugin],
  ["http", httpPlugin],
  ["file", filePlugin],
  ["every-field", everyField],
  ["targets", { ...imagePlugin, targetRefs: [gatewayRef], direction: "both" }],
  ["network", { ...filePlugin, type: "network", ports: [9000], phase: "stats", failStrategy: "close" }],
] as const satisfies readonly (readonly [string, MeshPlugin])[])("WasmPlugin: %s", async (name, plugin) => {
  await expectManifest(wasmPlugin(plugin), `golden/wasm-plugin-${name}.yaml`);
});

test("since 1.30 it is a TrafficExtension", async () => {
  await expectManifest(wasmPlugin(everyField, { version: "1.30" }), "golden/traffic-extension.yaml");
});

test("no configuration is none", () => {
  const { configuration: _, ...plugin } = imagePlugin;
  expect(wasmPlugin(plugin).documents[0]?.["spec"]).not.toHaveProperty("pluginConfig");
});

test.each([
  ["fields beyond", { vmId: "shared" }, "MW0901", "WasmPlugin has no field for a VM id"],
  ["labels and targets", { selector: { app: "cart" }, targetRefs: [gatewayRef] }, "MW0901", "exclude each other"],
  ["a configuration that is text", { configuration: "x" }, "MW0901", "is no object"],
  ["a configuration that is a list", { configuration: [1] }, "MW0901", "is no object"],
  ["a configuration that is null", { configuration: null }, "MW0901", "is no object"],
  ["a name", { name: "Canary" }, "MW0904", '"Canary" cannot be the name of a resource'],
  ["a namespace", { namespace: "a.b" }, "MW0904", '"a.b" cannot be the namespace'],
])("refused: %s", (_, fields, code, message) => {
  expect(() => wasmPlugin({ ...imagePlugin, ...fields })).toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(message) }),
  );
});

test.each([
  ["1.18", "close", ["Before Istio 1.19 there is no failStrategy: a plugin that fails always refuses requests."]],
  ["1.19", "close", []],
] as const)("Istio %s says of what fails to %s", (version, failStrategy, notes) => {
  expect(wasmPlugin({ ...imagePlugin, failStrategy }, { version }).notes).toEqual(notes);
});
