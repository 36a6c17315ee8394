import { expect, test } from "vitest";
import { expectManifest } from "../fixtures/expect-golden.ts";
import { everyMetadata, everyVmField, filePlugin, gatewayRef, httpPlugin, imagePlugin } from "../fixtures/plugins.ts";
import type { MeshPlugin } from "../mesh-plugin.ts";
import { type EnvoyFilterDelivery, envoyFilter } from "./envoy-filter.ts";

const everyField: MeshPlugin = {
  ...imagePlugin,
  ...everyMetadata,
  ...everyVmField,
  allowOnHeadersStopIteration: true,
  selector: { app: "cart" },
  phase: "authz",
  direction: "client",
  ports: [8080, 8443],
  failStrategy: "reload",
};

test.each<[string, MeshPlugin, EnvoyFilterDelivery]>([
  ["image", imagePlugin, "ecds"],
  ["http", httpPlugin, "ecds"],
  ["every-field", everyField, "ecds"],
  ["targets", { ...imagePlugin, targetRefs: [gatewayRef], phase: "stats" }, "ecds"],
  ["insert-http", { ...httpPlugin, direction: "server" }, "insert"],
  ["insert-file", { ...filePlugin, ports: [8080] }, "insert"],
  ["network", { ...filePlugin, type: "network", failStrategy: "close" }, "ecds"],
  ["insert-network", { ...filePlugin, type: "network", ports: [9000] }, "insert"],
])("EnvoyFilter: %s", async (name, plugin, delivery) => {
  await expectManifest(envoyFilter(plugin, delivery), `golden/envoy-filter-${name}.yaml`);
});

test.each<[string, MeshPlugin, EnvoyFilterDelivery, string]>([
  ["a priority", { ...imagePlugin, priority: 1 }, "ecds", "EnvoyFilter has no field for a priority"],
  [
    "labels and targets",
    { ...imagePlugin, selector: { app: "cart" }, targetRefs: [gatewayRef] },
    "ecds",
    "exclude each other",
  ],
  ["an image in the listener", imagePlugin, "insert", "Envoy itself does not fetch images"],
])("refused: %s", (_, plugin, delivery, message) => {
  expect(() => envoyFilter(plugin, delivery)).toThrow(
    expect.objectContaining({ code: "MW0901", message: expect.stringContaining(message) }),
  );
});
