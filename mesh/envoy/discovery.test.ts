import { expect, test } from "vitest";
import { expectManifest } from "../fixtures/expect-golden.ts";
import { filePlugin, httpPlugin, imagePlugin } from "../fixtures/plugins.ts";
import type { MeshPlugin } from "../mesh-plugin.ts";
import { envoyDiscovery } from "./discovery.ts";

const path = "/etc/envoy/canary.yaml";

test.each<[string, MeshPlugin]>([
  ["file", filePlugin],
  ["http", httpPlugin],
  ["network", { ...filePlugin, type: "network" }],
])("discovered plugin: %s", async (name, plugin) => {
  await expectManifest(envoyDiscovery(plugin, { path }), `golden/discovery-${name}.yaml`);
});

test.each<[string, MeshPlugin, string, string]>([
  ["an image", imagePlugin, "Envoy itself does not fetch images", "--file"],
  [
    "a web server without a cluster",
    { ...httpPlugin, source: { kind: "http", url: "http://a.example/a.wasm", sha256: "7".repeat(64) } },
    "through a cluster, and none is named",
    "--fetch-cluster",
  ],
  ["ports", { ...filePlugin, ports: [80] }, "ports", "the listeners that it is put into decide"],
  ["a phase", { ...filePlugin, phase: "authn" }, "a phase", "in the order"],
])("refused: %s", (_, plugin, message, hint) => {
  expect(() => envoyDiscovery(plugin, { path })).toThrow(
    expect.objectContaining({
      code: "MW0901",
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
    }),
  );
});
