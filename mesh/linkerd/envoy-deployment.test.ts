import { expect, test } from "vitest";
import { expectManifest } from "../fixtures/expect-golden.ts";
import { everyMetadata, everyVmField, filePlugin, gatewayRef, httpPlugin, imagePlugin } from "../fixtures/plugins.ts";
import type { MeshPlugin } from "../mesh-plugin.ts";
import { envoyDeployment, type LinkerdOptions } from "./envoy-deployment.ts";

const upstream = { host: "cart.shop.svc.cluster.local", port: 8080 };
const volume = { configMap: "canary-module" };

const everyField: MeshPlugin = {
  ...filePlugin,
  ...everyMetadata,
  ...everyVmField,
  allowOnHeadersStopIteration: true,
  ports: [8080, 8443],
  failStrategy: "reload",
};

test.each<[string, MeshPlugin, LinkerdOptions]>([
  ["http", httpPlugin, { upstream }],
  ["file", filePlugin, { upstream, volume }],
  ["every-field", everyField, { upstream, volume: { claim: "modules" }, envoyVersion: "1.36.4", replicas: 3 }],
  ["network", { ...httpPlugin, type: "network", ports: [6379] }, { upstream: { ...upstream, port: 6379 } }],
])("Envoy in front of a service: %s", async (name, plugin, options) => {
  await expectManifest(envoyDeployment(plugin, options), `golden/${name}.yaml`);
});

test("pods start anew when the configuration changes", () => {
  const [a, b] = [httpPlugin, { ...httpPlugin, configuration: { header: "x-other" } }].map((plugin) =>
    checksum(plugin),
  );
  expect(a).toMatch(/^[0-9a-f]{64}$/);
  expect(b).not.toBe(a);
});

function checksum(plugin: MeshPlugin): unknown {
  const [, deployment = {}] = envoyDeployment(plugin, { upstream }).documents;
  const { template } = deployment["spec"] as {
    template: { metadata: { annotations: Record<string, unknown> } };
  };
  return template.metadata.annotations["checksum/config"];
}

test.each<[string, MeshPlugin, string, string]>([
  ["an image", imagePlugin, "Envoy itself does not fetch images", "--file"],
  ["a file without a volume", filePlugin, "no volume is named", "ConfigMap"],
  ["labels of workloads", { ...httpPlugin, selector: { app: "cart" } }, "labels of workloads", "--upstream"],
  ["targets", { ...httpPlugin, targetRefs: [gatewayRef] }, "targets", "--upstream"],
  ["a phase", { ...httpPlugin, phase: "authn" }, "a phase", "this plugin alone"],
  ["a direction", { ...httpPlugin, direction: "server" }, "a direction of traffic", "leave it out"],
])("refused: %s", (_, plugin, message, hint) => {
  expect(() => envoyDeployment(plugin, { upstream })).toThrow(
    expect.objectContaining({
      code: "MW0901",
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
    }),
  );
});
