import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { istioAudience } from "./api-server.ts";
import { type IstioProxy, type IstioProxyOptions, startIstioProxy } from "./istio-proxy.ts";
import { forStockEnvoy, meshConfig } from "./istiod-settings.ts";
import { allow, type Kubernetes } from "./kubernetes.ts";
import type { KubernetesClient } from "./kubernetes-client.ts";
import type { Network } from "./network.ts";
import { scratchFolder } from "./scratch-folder.ts";
import { answers, type Server, startServer } from "./server.ts";
import { starting } from "./starting.ts";

/** Istio as it is released, on an API server. */
export interface Istio extends AsyncDisposable {
  readonly istiod: Server;
  /** Starts gateways with the same labels, each on a host of its own: they end with the mesh. */
  startGateways(count: number, options: GatewayOptions): Promise<IstioProxy[]>;
}

type GatewayOptions = Pick<IstioProxyOptions, "namespace" | "labels" | "insecureRegistries">;

/** Not 8080, on which Envoy Gateway has its metrics in a test beside this one. */
const httpPort = 15080;

/** Who the gateways are: istiod gives the Secrets of a namespace to those who may read them. */
const serviceAccount = "gateway";
const readsSecrets = [{ apiGroups: [""], resources: ["secrets"], verbs: ["get", "list", "watch"] }];

/** Starts istiod. */
export function startIstio(network: Network, { admin: { api: admin, kubeconfig } }: Kubernetes): Promise<Istio> {
  return starting(async (started) => {
    const folder = await scratchFolder(started, "istiod");
    const { address } = network;
    await admin.applyOne({ apiVersion: "v1", kind: "Namespace", metadata: { name: "istio-system" } });
    await writeFile(join(folder, "mesh.yaml"), meshConfig);
    const istiod = started.use(
      startServer(
        [
          "pilot-discovery",
          "discovery",
          `--kubeconfig=${kubeconfig}`,
          "--meshConfig=mesh.yaml",
          `--httpAddr=${address}:${httpPort}`,
          `--httpsAddr=${address}:15017`,
          `--grpcAddr=${address}:15010`,
          `--secureGRPCAddr=${address}:15012`,
          `--monitoringAddr=${address}:15014`,
          "--ctrlz_port=0",
        ],
        {
          folder,
          env: {
            ...forStockEnvoy,
            POD_NAMESPACE: "istio-system",
            POD_NAME: "istiod-0",
            CLUSTER_ID: "Kubernetes",
            // No nodes: no pods to make or to change
            PILOT_ENABLE_GATEWAY_API_DEPLOYMENT_CONTROLLER: "false",
            VALIDATION_WEBHOOK_CONFIG_NAME: "",
            INJECTION_WEBHOOK_CONFIG_NAME: "",
          },
        },
      ),
    );
    await istiod.until(() => answers(`http://${address}:${httpPort}/ready`));
    let gateways = 0;
    return {
      istiod,
      async startGateways(count, options) {
        const { namespace } = options;
        await allow(admin, namespace, serviceAccount, readsSecrets);
        const rootCertificate = await rootCertificateOf(namespace, istiod, admin);
        async function start(): Promise<IstioProxy> {
          const token = await admin.tokenOf(namespace, serviceAccount, [istioAudience]);
          const name = `gateway-${gateways++}`;
          const identity = { serviceAccount, rootCertificate, token };
          const discoveryAddress = `${address}:15012`;
          const host = await network.addHost();
          return started.use(await startIstioProxy({ ...options, host, name, discoveryAddress, identity }));
        }
        return Promise.all(Array.from({ length: count }, start));
      },
    };
  });
}

interface ConfigMap {
  data: Record<string, string>;
}

/** What istiod's certificate is checked with; istiod puts it into every namespace. */
async function rootCertificateOf(namespace: string, istiod: Server, admin: KubernetesClient): Promise<string> {
  const path = `/api/v1/namespaces/${namespace}/configmaps/istio-ca-root-cert`;
  let found: string | undefined;
  await istiod.until(async () => {
    found = await admin.get<ConfigMap>(path).then(
      ({ data }) => data["root-cert.pem"],
      () => undefined,
    );
    return found !== undefined;
  });
  return found ?? "";
}
