import { expect, test } from "vitest";
import { expectManifest } from "../fixtures/expect-golden.ts";
import { everyVmField, filePlugin, gatewayRef, httpPlugin, imagePlugin } from "../fixtures/plugins.ts";
import type { MeshPlugin } from "../mesh-plugin.ts";
import type { HttpSource } from "../module-source.ts";
import { envoyBootstrap } from "./bootstrap.ts";
import type { EnvoyOptions } from "./own-envoy.ts";

const upstream = { host: "cart.example", port: 8080 };
const discoveryPath = "/etc/envoy/discovery.yaml";

const everyField: MeshPlugin = {
  ...filePlugin,
  ...everyVmField,
  allowOnHeadersStopIteration: true,
  ports: [8080, 8443],
  failStrategy: "reload",
};

test.each<[string, MeshPlugin, EnvoyOptions]>([
  ["file", filePlugin, { upstream }],
  ["http", httpPlugin, { upstream }],
  ["every-field", everyField, { upstream: { host: "10.0.0.7", port: 8080 }, adminPort: 0 }],
  ["no-upstream", filePlugin, {}],
  ["network", { ...filePlugin, type: "network", failStrategy: "close" }, { upstream }],
  ["discovered", filePlugin, { upstream, discoveryPath }],
  ["discovered-network", { ...httpPlugin, type: "network" }, { upstream, discoveryPath }],
])("bootstrap: %s", async (name, plugin, options) => {
  await expectManifest(envoyBootstrap(plugin, options), `golden/bootstrap-${name}.yaml`);
});

function clusterFor(url: string): unknown {
  const source: HttpSource = { kind: "http", url, sha256: "7".repeat(64) };
  const [document = {}] = envoyBootstrap({ ...httpPlugin, source }).documents;
  const { clusters } = document["static_resources"] as { clusters: unknown[] };
  return clusters[0];
}

test.each([
  ["http://modules.example/a.wasm", "STRICT_DNS", { address: "modules.example", port_value: 80 }],
  ["https://modules.example/a.wasm", "STRICT_DNS", { address: "modules.example", port_value: 443 }],
  ["http://127.0.0.1:8000/a.wasm", "STATIC", { address: "127.0.0.1", port_value: 8000 }],
  ["http://[::1]:8000/a.wasm", "STATIC", { address: "::1", port_value: 8000 }],
])("a module of %s is fetched through a cluster of its own", (url, type, socket_address) => {
  const endpoints = [{ lb_endpoints: [{ endpoint: { address: { socket_address } } }] }];
  expect(clusterFor(url)).toMatchObject({ name: "modules", type, load_assignment: { endpoints } });
});

test.each([
  ["https://modules.example/a.wasm", "modules.example", { san_type: "DNS", matcher: { exact: "modules.example" } }],
  ["https://10.0.0.7/a.wasm", undefined, { san_type: "IP_ADDRESS", matcher: { exact: "10.0.0.7" } }],
])("the certificate of %s is looked at", (url, sni, name) => {
  const { transport_socket } = clusterFor(url) as { transport_socket: { typed_config: Record<string, unknown> } };
  expect(transport_socket.typed_config["sni"]).toBe(sni);
  expect(transport_socket.typed_config["common_tls_context"]).toEqual({
    validation_context: {
      trusted_ca: { filename: "/etc/ssl/certs/ca-certificates.crt" },
      match_typed_subject_alt_names: [name],
    },
  });
});

test.each<[string, MeshPlugin, string, string]>([
  ["an image", imagePlugin, "Envoy itself does not fetch images", "--file"],
  ["connections that go nowhere", { ...filePlugin, type: "network" }, "somewhere for them to go", "--upstream"],
  ["labels of workloads", { ...filePlugin, selector: { app: "cart" } }, "labels of workloads", "whichever Envoy"],
  ["targets", { ...filePlugin, targetRefs: [gatewayRef] }, "targets", "whichever Envoy"],
  ["a phase", { ...filePlugin, phase: "stats", priority: 0 }, "a phase and a priority", "in the order"],
  ["a direction", { ...filePlugin, direction: "server" }, "a direction of traffic", "--port"],
  ["a namespace", { ...filePlugin, namespace: "shop" }, "a namespace", "no resource of Kubernetes"],
  ["labels", { ...filePlugin, labels: { a: "b" } }, "labels of the resource itself", "no resource of Kubernetes"],
])("refused: %s", (_, plugin, message, hint) => {
  expect(() => envoyBootstrap(plugin)).toThrow(
    expect.objectContaining({
      code: "MW0901",
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
    }),
  );
});
