import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EchoUpstream, startEcho } from "../../envoy/index.ts";
import { type TestRegistry, user } from "../../registry/fixtures/docker-registry.ts";
import { type Istio, startIstio } from "./istio.ts";
import { gatewayLabels, gatewayNamespace, gatewayPort, headerRouting, pullSecret, routeTo } from "./istio-manifests.ts";
import type { IstioProxy } from "./istio-proxy.ts";
import { type Kubernetes, startKubernetes } from "./kubernetes.ts";
import { readResources } from "./kubernetes-client.ts";
import { withoutMeshes } from "./mesh-tools.ts";
import { makeNetwork, type Network } from "./network.ts";
import { pushFilter, startMeshRegistry } from "./push-filter.ts";
import { starting } from "./starting.ts";

interface Mesh extends AsyncDisposable {
  kubernetes: Kubernetes;
  istio: Istio;
  network: Network;
  upstream: EchoUpstream;
  registries: Record<"plain" | "secured", TestRegistry>;
  gateways: IstioProxy[];
}

function startMesh(): Promise<Mesh> {
  return starting(async ({ use }) => {
    const network = use(await makeNetwork());
    const plain = use(await startMeshRegistry(network));
    const secured = use(await startMeshRegistry(network, "secured"));
    const upstream = use(await startEcho({ host: network.address }));
    const kubernetes = use(await startKubernetes(["istio.yaml"]));
    const istio = use(await startIstio(network, kubernetes));
    const options = { namespace: gatewayNamespace, labels: gatewayLabels, insecureRegistries: [secured.host] };
    const gateways = await istio.startGateways(2, options);
    await kubernetes.admin.api.apply(routeTo({ address: network.address, port: upstream.port }));
    return { kubernetes, istio, network, upstream, registries: { plain, secured }, gateways };
  });
}

describe.skipIf(withoutMeshes)("Istio on an API server, with two gateways", () => {
  let mesh: Mesh;
  beforeAll(async () => {
    mesh = await startMesh();
  });
  afterAll(() => mesh?.[Symbol.asyncDispose]());

  /** What the filter of a gateway says of a request; undefined while there is none, or while nobody answers. */
  async function subsetAt({ address }: IstioProxy): Promise<{ status: number; subset: string | undefined }> {
    const before = mesh.upstream.requests.length;
    const response = await fetch(`http://${address}:${gatewayPort}/`).catch(() => undefined);
    await response?.arrayBuffer();
    return { status: response?.status ?? 0, subset: mesh.upstream.requests[before]?.headers["x-mesh-subset"] };
  }

  test.each([
    ["plain", undefined],
    ["secured", "pull"],
  ] as const)("each runs what is applied, from a %s registry, until it is deleted", async (access, secret) => {
    const { api } = mesh.kubernetes.admin;
    const registry = mesh.registries[access];
    if (secret) await api.apply(pullSecret(secret, registry.host, user));
    const plugin = headerRouting(await pushFilter("header-routing", registry), secret);
    await api.apply(plugin);
    for (const gateway of mesh.gateways) {
      await gateway.agent.until(async () => (await subsetAt(gateway)).subset === "v1");
    }
    for (const resource of readResources(plugin)) await api.delete(resource);
    for (const gateway of mesh.gateways) {
      await gateway.agent.until(async () => (await subsetAt(gateway)).subset === undefined);
      expect(await subsetAt(gateway)).toEqual({ status: 200, subset: undefined });
    }
  });
});
