import { expect, test } from "vitest";
import { expectManifest } from "../fixtures/expect-golden.ts";
import { everyVmField, imagePlugin } from "../fixtures/plugins.ts";
import { istioManifest } from "./istio-manifest.ts";

test.each([
  ["what WasmPlugin has", { phase: "authn", environment: { MODE: "strict" } }, "WasmPlugin"],
  ["an empty list", { allowedCapabilities: [] }, "WasmPlugin"],
  ["a VM id", { vmId: "shared" }, "EnvoyFilter"],
  ["a VM configuration", { vmConfiguration: { a: 1 } }, "EnvoyFilter"],
  ["allowed host calls", { allowedCapabilities: ["proxy_log"] }, "EnvoyFilter"],
  ["StopIteration for headers alone", { allowOnHeadersStopIteration: true }, "EnvoyFilter"],
] as const)("%s takes a resource that can say it", (_, fields, kind) => {
  expect(istioManifest({ ...imagePlugin, ...fields }).documents[0]).toMatchObject({ kind });
});

test("it says why it is an EnvoyFilter", async () => {
  const { vmId, vmConfiguration, allowedCapabilities } = everyVmField;
  const plugin = { ...imagePlugin, vmId, vmConfiguration, allowedCapabilities };
  await expectManifest(istioManifest(plugin), "golden/istio-manifest.yaml");
});

test("versions hold for both", () => {
  expect(istioManifest(imagePlugin, { version: "1.30" }).documents[0]).toMatchObject({ kind: "TrafficExtension" });
});
