import { expect, test } from "vitest";
import { startEcho } from "../../envoy/index.ts";
import { builtFilter } from "../support/cli.ts";
import { startConsul } from "./consul.ts";
import { withoutMeshes } from "./mesh-tools.ts";
import { makeNetwork } from "./network.ts";

const wasm = {
  Name: "builtin/wasm",
  Required: true,
  Arguments: {
    Protocol: "http",
    ListenerType: "inbound",
    PluginConfig: {
      Name: "header-routing",
      RootID: "header-routing",
      Configuration: JSON.stringify({ split: [{ subset: "v1", weight: 1 }] }),
      VmConfig: { Code: { Local: { Filename: builtFilter("header-routing") } } },
    },
  },
};

test.skipIf(withoutMeshes)("Consul: the sidecar of a service runs a filter, behind mutual TLS", async () => {
  await using network = await makeNetwork();
  await using upstream = await startEcho({ host: network.address });
  await using consul = await startConsul(network, upstream);
  await consul.write({ Kind: "service-defaults", Name: "web", Protocol: "http", EnvoyExtensions: [wasm] });
  await consul.sidecars.web.until(async () => {
    const response = await fetch(`${consul.webUrl}/cart`).catch(() => undefined);
    await response?.arrayBuffer();
    return upstream.requests.some(({ headers }) => headers["x-mesh-subset"] !== undefined);
  });
  expect(upstream.requests.at(-1)?.headers).toMatchObject({ "x-mesh-subset": "v1" });
  expect(upstream.requests.at(-1)?.headers["x-forwarded-client-cert"]).toContain("/svc/client");
});
