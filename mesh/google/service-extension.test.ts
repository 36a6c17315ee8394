import { expect, test } from "vitest";
import { expectManifest } from "../fixtures/expect-golden.ts";
import { everyVmField, filePlugin, httpPlugin, imagePlugin } from "../fixtures/plugins.ts";
import type { MeshPlugin } from "../mesh-plugin.ts";
import { type GoogleOptions, serviceExtension } from "./service-extension.ts";

const options: GoogleOptions = { project: "shop", forwardingRules: ["projects/shop/global/forwardingRules/front"] };
const repository = "europe-west1-docker.pkg.dev/shop/filters/canary";
const plugin: MeshPlugin = { ...imagePlugin, source: { ...imagePlugin.source, repository } as MeshPlugin["source"] };

const everyOption: GoogleOptions = {
  project: "shop",
  location: "europe-west1",
  forwardingRules: [
    "projects/shop/regions/europe-west1/forwardingRules/front",
    "projects/shop/regions/europe-west1/forwardingRules/back",
  ],
  loadBalancingScheme: "INTERNAL_MANAGED",
  match: 'request.host == "cart.example"',
  events: ["REQUEST_HEADERS", "RESPONSE_HEADERS"],
};

test.each<[string, MeshPlugin, GoogleOptions]>([
  ["traffic", plugin, options],
  ["route", { ...plugin, failStrategy: "close" }, { ...options, extension: "route" }],
  ["every-option", { ...plugin, labels: { team: "cart" }, configuration: "it's text" }, everyOption],
])("load balancer: %s", async (name, each, eachOptions) => {
  await expectManifest(serviceExtension(each, eachOptions), `golden/${name}.yaml`);
});

function versionOf(each: MeshPlugin): unknown {
  return serviceExtension(each, options).documents[0]?.["mainVersionId"];
}

test("a version has the name of what is in it", () => {
  const { configuration: _, ...unconfigured } = plugin;
  const digest = `sha256:${"6".repeat(64)}`;
  const versions = [
    versionOf(plugin),
    versionOf({ ...plugin, source: { kind: "image", repository, digest } }),
    versionOf({ ...plugin, configuration: { header: "x-other" } }),
    versionOf(unconfigured),
  ];
  expect(new Set(versions).size).toBe(versions.length);
  expect(versionOf({ ...plugin, failStrategy: "close" })).toBe(versionOf(plugin));
});

test("the configuration is there as bytes", () => {
  const { versions } = serviceExtension(plugin, options).documents[0] as {
    versions: Record<string, { pluginConfigData: string }>;
  };
  const [{ pluginConfigData } = { pluginConfigData: "" }] = Object.values(versions);
  expect(JSON.parse(Buffer.from(pluginConfigData, "base64").toString())).toEqual(plugin.configuration);
});

test.each<[string, Partial<MeshPlugin>, Partial<GoogleOptions>, string, string, string]>([
  [
    "another registry",
    { source: imagePlugin.source },
    {},
    "MW0901",
    "Artifact Registry alone",
    "mesh-wasm copy ghcr.io",
  ],
  ["a web server", { source: httpPlugin.source }, {}, "MW0901", "Artifact Registry alone", "mesh-wasm push"],
  ["a file", { source: filePlugin.source }, {}, "MW0901", "Artifact Registry alone", "mesh-wasm push"],
  ["no forwarding rule", {}, { forwardingRules: [] }, "MW0901", "needs a forwarding rule", "forwardingRules/front"],
  ["labels of workloads", { selector: { app: "cart" } }, {}, "MW0901", "labels of workloads", "forwarding rules"],
  ["a phase", { phase: "authn" }, {}, "MW0901", "a phase", "route extension"],
  ["annotations", { annotations: { a: "b" } }, {}, "MW0901", "annotations", "labels"],
  ["fields of the VM", everyVmField, {}, "MW0901", "a VM id, a VM configuration", "into its configuration"],
  ["a filter of connections", { type: "network" }, {}, "MW0901", "filters of requests alone", "network filter"],
  ["starting anew", { failStrategy: "reload" }, {}, "MW0901", "no starting anew", "close or open"],
  ["a name", { name: "1canary" }, {}, "MW0904", '"1canary" cannot be the name', "beginning with a letter"],
])("refused: %s", (_, fields, others, code, message, hint) => {
  expect(() => serviceExtension({ ...plugin, ...fields }, { ...options, ...others })).toThrow(
    expect.objectContaining({
      code,
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
    }),
  );
});
