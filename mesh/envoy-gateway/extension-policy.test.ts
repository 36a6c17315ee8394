import { expect, test } from "vitest";
import { expectManifest } from "../fixtures/expect-golden.ts";
import { everyMetadata, filePlugin, gatewayRef, httpPlugin, imagePlugin } from "../fixtures/plugins.ts";
import type { MeshPlugin } from "../mesh-plugin.ts";
import { extensionPolicy } from "./extension-policy.ts";

const targetRefs = [gatewayRef];

const everyField: MeshPlugin = {
  ...imagePlugin,
  ...everyMetadata,
  source: { ...imagePlugin.source, pullSecret: "registry", pullPolicy: "Always" } as MeshPlugin["source"],
  targetRefs: [gatewayRef, { ...gatewayRef, kind: "HTTPRoute", name: "cart" }],
  hostEnvironment: ["REGION", "ZONE"],
  failStrategy: "close",
};

test.each<[string, MeshPlugin]>([
  ["image", { ...imagePlugin, targetRefs }],
  ["http", { ...httpPlugin, targetRefs }],
  ["every-field", everyField],
  ["text", { ...imagePlugin, targetRefs, configuration: "issuer=mesh" }],
])("EnvoyExtensionPolicy: %s", async (name, plugin) => {
  await expectManifest(extensionPolicy(plugin), `golden/extension-policy-${name}.yaml`);
});

test.each<[string, Partial<MeshPlugin>, string, string]>([
  ["nothing that it is bound to", { targetRefs: [] }, "must be bound to something", "--target-ref"],
  [
    "a Service",
    { targetRefs: [{ group: "", kind: "Service", name: "cart" }] },
    "runs no filter of requests in a Service",
    "bind it to one of Gateway",
  ],
  ["a TCPRoute", { targetRefs: [{ ...gatewayRef, kind: "TCPRoute" }] }, "in a TCPRoute", "HTTPRoute"],
  ["a file", { source: filePlugin.source }, "reads none beside them", "--url"],
  ["labels of workloads", { selector: { app: "cart" } }, "labels of workloads", "--target-ref"],
  ["ports", { ports: [80] }, "no field for ports", "ListenerSet"],
  ["a phase", { phase: "authn", priority: 1 }, "no field for a phase and a priority", "filterOrder"],
  ["a direction", { direction: "both" }, "a direction of traffic", "leave it out"],
  ["values of variables", { environment: { A: "b" } }, "environment variables with values", "--host-env"],
  ["a VM id", { vmId: "shared" }, "a VM id", "EnvoyPatchPolicy"],
  ["a filter of connections", { type: "network" }, "none of connections", "network filter"],
  ["starting anew", { failStrategy: "reload" }, "no starting anew", "--fail-strategy close or open"],
])("refused: %s", (_, fields, message, hint) => {
  expect(() => extensionPolicy({ ...imagePlugin, targetRefs, ...fields })).toThrow(
    expect.objectContaining({
      code: "MW0901",
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
    }),
  );
});
