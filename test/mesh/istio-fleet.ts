import { isDeepStrictEqual } from "node:util";
import { type EchoUpstream, startEcho } from "../../envoy/index.ts";
import type { TestRegistry } from "../../registry/fixtures/docker-registry.ts";
import { type Istio, startIstio } from "./istio.ts";
import { gatewayLabels, gatewayNamespace, gatewayPort, routeTo } from "./istio-manifests.ts";
import type { IstioProxy } from "./istio-proxy.ts";
import { type Kubernetes, startKubernetes } from "./kubernetes.ts";
import { makeNetwork, type Network } from "./network.ts";
import { startMeshRegistry } from "./push-filter.ts";
import { starting } from "./starting.ts";

/** Istio on an API server, with gateways before one upstream, and a registry of each kind that they pull from. */
export interface IstioFleet extends AsyncDisposable {
  kubernetes: Kubernetes;
  istio: Istio;
  network: Network;
  registries: Record<"plain" | "secured", TestRegistry>;
  gateways: IstioProxy[];
  /** Resolves once every gateway answers, and its filter says this of a request; undefined where it has none. */
  untilAllSay(subset: string | undefined): Promise<void>;
}

/** Starts a number of gateways. */
export function startIstioFleet(count: number): Promise<IstioFleet> {
  return starting(async ({ use }) => {
    const network = use(await makeNetwork());
    const plain = use(await startMeshRegistry(network));
    const secured = use(await startMeshRegistry(network, "secured"));
    const upstream = use(await startEcho({ host: network.address }));
    const kubernetes = use(await startKubernetes(["istio.yaml"]));
    const istio = use(await startIstio(network, kubernetes));
    const options = { namespace: gatewayNamespace, labels: gatewayLabels, insecureRegistries: [secured.host] };
    const gateways = await istio.startGateways(count, options);
    await kubernetes.admin.api.apply(routeTo({ address: network.address, port: upstream.port }));
    async function untilAllSay(subset: string | undefined): Promise<void> {
      for (const gateway of gateways) {
        await gateway.agent.until(async () =>
          isDeepStrictEqual(await answerOf(gateway, upstream), { status: 200, subset }),
        );
      }
    }
    return { kubernetes, istio, network, registries: { plain, secured }, gateways, untilAllSay };
  });
}

/** What a gateway answers, 0 where it does not, and what its filter says of the request, where it has one. */
async function answerOf({ address }: IstioProxy, upstream: EchoUpstream) {
  const before = upstream.requests.length;
  const response = await fetch(`http://${address}:${gatewayPort}/`).catch(() => undefined);
  await response?.arrayBuffer();
  return { status: response?.status ?? 0, subset: upstream.requests[before]?.headers["x-mesh-subset"] };
}
