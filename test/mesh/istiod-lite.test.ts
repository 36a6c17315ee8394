import { expect, test } from "vitest";
import { startEcho } from "../../envoy/index.ts";
import { gatewayLabels, gatewayPort, headerRouting, routeTo } from "./istio-manifests.ts";
import { startIstiodLite } from "./istiod-lite.ts";
import { withoutMeshes } from "./mesh-tools.ts";
import { makeNetwork } from "./network.ts";
import { pushFilter, startMeshRegistry } from "./push-filter.ts";

test.skipIf(withoutMeshes)("Istio without Kubernetes: its agent pulls a filter, and its Envoy runs it", async () => {
  await using network = await makeNetwork();
  await using registry = await startMeshRegistry(network);
  await using upstream = await startEcho({ host: network.address });
  const image = await pushFilter("header-routing", registry);
  const route = routeTo({ address: network.address, port: upstream.port });
  await using mesh = await startIstiodLite(network, gatewayLabels, route + headerRouting(image));
  const response = await fetch(`http://${mesh.proxy.address}:${gatewayPort}/cart`);
  expect(response.status).toBe(200);
  expect(upstream.requests.map(({ path, headers }) => [path, headers["x-mesh-subset"]])).toEqual([["/cart", "v1"]]);
});
