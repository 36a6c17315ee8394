import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { stringify } from "yaml";
import { envoyPath, meshFile } from "./mesh-tools.ts";
import type { Host } from "./network.ts";
import { scratchFolder } from "./scratch-folder.ts";
import { answers, type Server, startServer } from "./server.ts";
import { starting } from "./starting.ts";

/** How a proxy of a mesh is started. */
export interface IstioProxyOptions {
  host: Host;
  name: string;
  namespace: string;
  labels: Readonly<Record<string, string>>;
  /** Where the discovery server listens. */
  discoveryAddress: string;
  /** Registries whose certificates nobody has to have signed. */
  insecureRegistries?: readonly string[];
  /** What proves who the proxy is; without, it and the discovery server take each other's word. */
  identity?: { serviceAccount: string; token: string; rootCertificate: string };
}

/** Istio's agent with the Envoy that it has started. */
export interface IstioProxy extends AsyncDisposable {
  readonly name: string;
  readonly address: string;
  readonly agent: Server;
}

/** The names under which the certificates of istiod are made out. */
const istiodName = "istiod.istio-system.svc";
const healthPort = 15021;

/** Starts a gateway, and waits until it has its whole configuration. */
export function startIstioProxy({ host, ...options }: IstioProxyOptions): Promise<IstioProxy> {
  return starting(async (started) => {
    const folder = await scratchFolder(started, "istio-proxy");
    const { name, namespace, identity } = options;
    // The agent makes its socket beside where this is
    await add(folder, "var/run/secrets/workload-spiffe-uds/.keep", "");
    if (identity) {
      await add(folder, "var/run/secrets/tokens/istio-token", identity.token);
      await add(folder, "var/run/secrets/istio/root-cert.pem", identity.rootCertificate);
    }
    const env = {
      POD_NAME: name,
      POD_NAMESPACE: namespace,
      INSTANCE_IP: host.address,
      ISTIO_META_CLUSTER_ID: "Kubernetes",
      ISTIO_METAJSON_LABELS: JSON.stringify(options.labels),
      WASM_INSECURE_REGISTRIES: (options.insecureRegistries ?? []).join(","),
      PROXY_CONFIG: stringify(await proxyConfig(folder, options)),
      ...(identity
        ? { SERVICE_ACCOUNT: identity.serviceAccount, ISTIOD_SAN: istiodName }
        : { FILE_MOUNTED_CERTS: "true" }),
    };
    const words = ["proxy", "router", "--domain", `${namespace}.svc.cluster.local`, "--concurrency", "1"];
    const bootstrap = ["--templateFile", meshFile("envoy-bootstrap.json"), "--proxyLogLevel", "warning"];
    // It keeps modules in a folder that no option changes
    const place = 'mount -t tmpfs tmpfs /var/lib && mkdir -p /var/lib/istio/data && exec pilot-agent "$@"';
    const inPlace = ["sh", "-c", place, "sh"];
    const agent = started.use(
      startServer([...host.within(folder), ...inPlace, ...words, ...bootstrap], { folder, env }),
    );
    await agent.until(() => answers(`http://${host.address}:${healthPort}/healthz/ready`));
    return { name, address: host.address, agent };
  });
}

async function proxyConfig(folder: string, { discoveryAddress, identity }: Omit<IstioProxyOptions, "host">) {
  return {
    discoveryAddress,
    controlPlaneAuthPolicy: identity ? "MUTUAL_TLS" : "NONE",
    binaryPath: await envoyPath(),
    configPath: join(folder, "etc"),
  };
}

async function add(folder: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}
