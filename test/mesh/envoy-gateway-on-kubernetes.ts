import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "yaml";
import { goEnvironment } from "../support/go-tools.ts";
import { runProcess } from "../support/run-process.ts";
import { podOf, writeFiles, writeSecret } from "./envoy-gateway-pod.ts";
import { controller, system } from "./envoy-gateway-resources.ts";
import type { Kubernetes } from "./kubernetes.ts";
import { envoyPath } from "./mesh-tools.ts";
import type { Network } from "./network.ts";
import { inOwnRoot } from "./own-root.ts";
import { scratchFolder } from "./scratch-folder.ts";
import { answers, type Server, startServer } from "./server.ts";
import { starting } from "./starting.ts";

/** Envoy Gateway as it is released, on an API server. Its ports are fixed: a test file has one at a time. */
export interface EnvoyGatewayOnKubernetes extends AsyncDisposable {
  readonly server: Server;
  /** Starts the Envoy of a gateway that is applied, which a node would; it ends with the rest. */
  startProxy(gateway: string): Promise<{ readonly address: string; readonly envoy: Server }>;
}

/** What the proxies call the control plane. */
const serviceName = `envoy-gateway.${system}.svc.cluster.local`;

/** Where a proxy says that it has its whole configuration. */
const readyPort = 19003;

const configuration = {
  apiVersion: "gateway.envoyproxy.io/v1alpha1",
  kind: "EnvoyGateway",
  gateway: { controllerName: controller },
  provider: {
    type: "Kubernetes",
    // There is one of it, and there are no pods to change
    kubernetes: { leaderElection: { disable: true }, proxyTopologyInjector: { disabled: true } },
  },
  extensionApis: { enableBackend: true },
};

// It opens /dev/stdout for its access log, which it cannot where that is one of Node's sockets
const throughPipe = ["sh", "-c", '"$@" 2>&1 | cat', "sh"];

/** Starts Envoy Gateway. */
export function startEnvoyGatewayOnKubernetes(
  network: Network,
  { admin: { api, kubeconfig } }: Kubernetes,
): Promise<EnvoyGatewayOnKubernetes> {
  return starting(async (started) => {
    const folder = await scratchFolder(started, "envoy-gateway");
    const env = { ...goEnvironment(folder), KUBECONFIG: kubeconfig };
    await api.applyOne({ apiVersion: "v1", kind: "Namespace", metadata: { name: system } });
    await runProcess("envoy-gateway", ["certgen", "--disable-topology-injector"], { cwd: folder, env });
    const certificates = await writeSecret(api, "envoy-gateway", join(folder, "certificates"));
    const config = join(folder, "envoy-gateway.yaml");
    await writeFile(config, stringify(configuration));
    await mkdir(join(folder, "root"));
    const root = ["unshare", "--mount", ...inOwnRoot(join(folder, "root"), { "/certs": certificates })] as const;
    const words = ["envoy-gateway", "server", "--config-path", config];
    const server = started.use(startServer([...root, ...words], { folder, env }));
    await server.until(() => answers("http://127.0.0.1:8081/readyz"));
    return {
      server,
      async startProxy(gateway) {
        const host = await network.addHost();
        const own = await scratchFolder(started, "envoy-gateway-proxy");
        const pod = await podOf(gateway, api, server);
        await mkdir(join(own, "root"));
        // It is asked for in both ways
        await writeFile(join(own, "hosts"), `${network.address} ${serviceName} ${serviceName}.\n`);
        const place = inOwnRoot(join(own, "root"), {
          "/etc/hosts": join(own, "hosts"),
          "/certs": await writeSecret(api, "envoy", join(own, "certificates")),
          "/sds": await writeFiles(join(own, "sds"), pod.sds),
        });
        const envoy = started.use(
          startServer([...host.within(own), ...place, ...throughPipe, await envoyPath(), ...pod.args], { folder: own }),
        );
        await envoy.until(() => answers(`http://${host.address}:${readyPort}/ready`));
        return { address: host.address, envoy };
      },
    };
  });
}
