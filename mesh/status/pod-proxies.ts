import { request } from "node:http";
import type { Duplex } from "node:stream";
import type { KubernetesClient } from "../kubernetes/kubernetes-client.ts";
import type { Resource } from "../kubernetes/resource.ts";
import type { MeshProxy, ProxySource } from "./proxy-source.ts";

/** Port of Envoy's admin interface in the pods of Istio; it listens within the pod alone. */
const adminPort = 15000;

/** The proxies of a namespace's pods, reached as `kubectl port-forward` does. */
export function podProxies(
  client: KubernetesClient,
  namespace: string,
  labels: Readonly<Record<string, string>>,
): ProxySource {
  return {
    async proxies() {
      const pods = await client.pods(namespace, labels);
      return pods.filter(hasProxy).map((pod) => proxyOf(client, namespace, pod));
    },
  };
}

/** Whether Istio's proxy runs in a pod, beside the workload or as a gateway. */
export function hasProxy({ spec }: Resource): boolean {
  const { containers = [], initContainers = [] } = spec as Record<string, { name: string }[] | undefined>;
  return [...containers, ...initContainers].some(({ name }) => name === "istio-proxy");
}

function proxyOf(client: KubernetesClient, namespace: string, { metadata }: Resource): MeshProxy {
  const { name, labels } = metadata;
  return {
    name,
    workload: labels?.["app"] ?? labels?.["app.kubernetes.io/name"] ?? null,
    ask: async (path) => answerThrough(await forwarded(client, namespace, name), path),
  };
}

/** A connection to the admin interface, through the API server. */
async function forwarded(client: KubernetesClient, namespace: string, pod: string): Promise<Duplex> {
  const { PortForward } = await import("@kubernetes/client-node");
  const { duplexPair } = await import("./duplex-pair.ts");
  const [near, far] = duplexPair();
  const socket = await new PortForward(client.config).portForward(namespace, pod, [adminPort], far, null, far);
  near.once("close", () => {
    if (typeof socket !== "function") socket.close();
  });
  return near;
}

function answerThrough(connection: Duplex, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    connection.on("error", reject);
    const options = { path, headers: { host: "localhost", connection: "close" }, createConnection: () => connection };
    const sent = request(options, async (response) => {
      const text = (
        await response
          .setEncoding("utf8")
          .toArray()
          .catch(() => [])
      ).join("");
      connection.destroy();
      if (response.statusCode === 200) resolve(text);
      else reject(new Error(`${path} is answered with ${response.statusCode}`));
    });
    sent.on("error", reject);
    sent.end();
  });
}
