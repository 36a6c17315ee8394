import { expect, test } from "vitest";
import { expectGolden } from "../fixtures/expect-golden.ts";
import { everyVmField, filePlugin, gatewayRef, httpPlugin, imagePlugin } from "../fixtures/plugins.ts";
import type { MeshPlugin } from "../mesh-plugin.ts";
import { jsonText } from "../output/json-text.ts";
import { type ConsulOptions, serviceDefaults } from "./service-defaults.ts";

const cart = { service: "cart" };

const everyField: MeshPlugin = {
  ...httpPlugin,
  ...everyVmField,
  labels: { team: "cart" },
  direction: "both",
  failStrategy: "close",
};

test.each<[string, MeshPlugin, ConsulOptions]>([
  ["http", httpPlugin, cart],
  ["file", filePlugin, cart],
  ["every-field", everyField, cart],
  ["network", { ...filePlugin, type: "network", direction: "client" }, cart],
  ["all-services", filePlugin, {}],
])("configuration entry: %s", async (name, plugin, options) => {
  const [document = {}] = serviceDefaults(plugin, options).documents;
  await expectGolden(jsonText(document), `golden/${name}.json`);
});

test("an entry of a namespace", () => {
  expect(serviceDefaults({ ...filePlugin, namespace: "shop" }, cart).documents[0]).toMatchObject({ Namespace: "shop" });
});

test("what is to be done beside", () => {
  expect(serviceDefaults(httpPlugin, cart).notes).toEqual([
    "`consul config write` replaces the whole entry: take over what service-defaults has already.",
    "The extension runs where the protocol of the service is http, and is left out of others, such as http2 and grpc.",
    "The sidecar fetches the module itself: the service modules must be its upstream.",
  ]);
});

test.each<[string, MeshPlugin, ConsulOptions, string, string]>([
  ["an image", imagePlugin, cart, "fetch no images", "mesh-wasm pull ghcr.io/acme/canary@sha256:"],
  [
    "a web server that is no service",
    { ...httpPlugin, source: { kind: "http", url: "http://a.example/a.wasm", sha256: "7".repeat(64) } },
    cart,
    "through a service, and none is named",
    "--fetch-cluster",
  ],
  ["labels of workloads", { ...filePlugin, selector: { app: "cart" } }, cart, "labels of workloads", "the service"],
  ["targets", { ...filePlugin, targetRefs: [gatewayRef] }, cart, "targets", "the service"],
  ["ports", { ...filePlugin, ports: [80] }, cart, "ports", "--direction"],
  ["a phase", { ...filePlugin, phase: "authn" }, cart, "a phase", "EnvoyExtensions"],
  ["annotations", { ...filePlugin, annotations: { a: "b" } }, cart, "annotations", "Meta"],
  [
    "StopIteration for headers alone",
    { ...filePlugin, allowOnHeadersStopIteration: true },
    cart,
    "for headers alone",
    "plain Envoy",
  ],
  ["starting anew", { ...filePlugin, failStrategy: "reload" }, cart, "no starting anew", "close or open"],
  ["a namespace for all", { ...filePlugin, namespace: "shop" }, {}, "a namespace", "name the service"],
])("refused: %s", (_, plugin, options, message, hint) => {
  expect(() => serviceDefaults(plugin, options)).toThrow(
    expect.objectContaining({
      code: "MW0901",
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
    }),
  );
});
