import { expect, test } from "vitest";
import { startEcho } from "../../envoy/index.ts";
import { startIstio } from "./istio.ts";
import { gatewayLabels, gatewayNamespace, gatewayPort, headerRouting, routeTo } from "./istio-manifests.ts";
import { startKubernetes } from "./kubernetes.ts";
import { withoutMeshes } from "./mesh-tools.ts";
import { makeNetwork } from "./network.ts";
import { pushFilter, startMeshRegistry } from "./push-filter.ts";

test.skipIf(withoutMeshes)("Istio on an API server: what is applied runs in each gateway", async () => {
  await using network = await makeNetwork();
  await using registry = await startMeshRegistry(network);
  await using upstream = await startEcho({ host: network.address });
  await using kubernetes = await startKubernetes(["istio.yaml"]);
  await using istio = await startIstio(network, kubernetes);
  const gateways = await istio.startGateways(2, gatewayNamespace, gatewayLabels);
  await kubernetes.admin.api.apply(routeTo({ address: network.address, port: upstream.port }));
  const image = await pushFilter("header-routing", registry);
  await kubernetes.admin.api.apply(headerRouting(image));
  for (const { address, agent } of gateways) {
    await agent.until(async () => {
      const response = await fetch(`http://${address}:${gatewayPort}/${address}`).catch(() => undefined);
      await response?.arrayBuffer();
      return upstream.requests.some(({ path, headers }) => path === `/${address}` && headers["x-mesh-subset"] === "v1");
    });
  }
  expect(new Set(upstream.requests.map(({ path }) => path)).size).toBe(2);
});
