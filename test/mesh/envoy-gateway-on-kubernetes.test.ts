import { expect, test } from "vitest";
import { startEcho } from "../../envoy/index.ts";
import { startEnvoyGatewayOnKubernetes } from "./envoy-gateway-on-kubernetes.ts";
import { gatewayResources, headerRoutingPolicy } from "./envoy-gateway-resources.ts";
import { startKubernetes } from "./kubernetes.ts";
import { readResources } from "./kubernetes-client.ts";
import { withoutMeshes } from "./mesh-tools.ts";
import { makeNetwork } from "./network.ts";
import { pushFilter, startMeshRegistry } from "./push-filter.ts";

const policyPath = "/apis/gateway.envoyproxy.io/v1alpha1/namespaces/default/envoyextensionpolicies/header-routing";

interface Policy {
  status?: { ancestors: { conditions: { type: string; status: string }[] }[] };
}

function isAccepted({ status }: Policy): boolean {
  const conditions = status?.ancestors.flatMap((ancestor) => ancestor.conditions) ?? [];
  return conditions.some(({ type, status }) => type === "Accepted" && status === "True");
}

test.skipIf(withoutMeshes("envoy-gateway", "kube-apiserver"))(
  "Envoy Gateway on an API server: what is applied runs in the proxy, until it is deleted",
  async () => {
    await using network = await makeNetwork();
    await using registry = await startMeshRegistry(network);
    await using upstream = await startEcho({ host: network.address });
    await using kubernetes = await startKubernetes(["gateway-api.yaml", "envoy-gateway.yaml"]);
    await using gateway = await startEnvoyGatewayOnKubernetes(network, kubernetes);
    const { api } = kubernetes.admin;
    await api.apply(gatewayResources({ port: 8080, upstream: { address: network.address, port: upstream.port } }));
    const { address, envoy } = await gateway.startProxy("gateway");
    async function subset(): Promise<string | undefined> {
      const before = upstream.requests.length;
      await (await fetch(`http://${address}:8080`)).arrayBuffer();
      return upstream.requests[before]?.headers["x-mesh-subset"];
    }

    expect(await subset()).toBeUndefined();
    const policy = headerRoutingPolicy(await pushFilter("header-routing", registry));
    await api.apply(policy);
    await envoy.until(async () => (await subset()) === "v1");
    await gateway.server.until(async () => isAccepted(await api.get<Policy>(policyPath)));
    for (const resource of readResources(policy)) await api.delete(resource);
    await envoy.until(async () => (await subset()) === undefined);
  },
);
