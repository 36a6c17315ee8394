import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "yaml";

/** How Envoy Gateway is called in the class of its gateways. */
export const controller = "gateway.envoyproxy.io/gatewayclass-controller";

const gatewayGroup = "gateway.networking.k8s.io";
const envoyGroup = "gateway.envoyproxy.io";
const system = "envoy-gateway-system";

/** What a gateway is set up with. */
export interface GatewayOptions {
  port: number;
  upstream: { address: string; port: number };
  envoyVersion: string;
}

/** A gateway `gateway`, in the namespace `default`, with a route `all` to one upstream. */
export function gatewayResources({ port, upstream, envoyVersion }: GatewayOptions): string {
  const proxy = { group: envoyGroup, kind: "EnvoyProxy", name: "proxy", namespace: system };
  return yaml([
    {
      apiVersion: `${gatewayGroup}/v1`,
      kind: "GatewayClass",
      metadata: { name: "envoy-gateway" },
      spec: { controllerName: controller, parametersRef: proxy },
    },
    {
      apiVersion: `${envoyGroup}/v1alpha1`,
      kind: "EnvoyProxy",
      metadata: { name: "proxy", namespace: system },
      spec: { provider: { type: "Host", host: { envoyVersion } } },
    },
    {
      apiVersion: `${gatewayGroup}/v1`,
      kind: "Gateway",
      metadata: { name: "gateway", namespace: "default" },
      spec: { gatewayClassName: "envoy-gateway", listeners: [{ name: "http", protocol: "HTTP", port }] },
    },
    {
      apiVersion: `${gatewayGroup}/v1`,
      kind: "HTTPRoute",
      metadata: { name: "all", namespace: "default" },
      spec: {
        parentRefs: [{ name: "gateway" }],
        rules: [{ backendRefs: [{ group: envoyGroup, kind: "Backend", name: "upstream" }] }],
      },
    },
    {
      apiVersion: `${envoyGroup}/v1alpha1`,
      kind: "Backend",
      metadata: { name: "upstream", namespace: "default" },
      spec: { endpoints: [{ ip: upstream }] },
    },
  ]);
}

/** What the proxies show to the server of modules, which would otherwise be made anew and unknown to it. */
export async function secretOf(folder: string): Promise<string> {
  const read = (name: string) => readFile(join(folder, name), "base64");
  const data = { "ca.crt": await read("ca.crt"), "tls.crt": await read("tls.crt"), "tls.key": await read("tls.key") };
  return yaml([
    {
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: "envoy", namespace: system },
      type: "kubernetes.io/tls",
      data,
    },
  ]);
}

/** Loads `header-routing` into the gateway: it says `v1` of every request. */
export function headerRoutingPolicy({ name, digest }: { name: string; digest: string }): string {
  return yaml([
    {
      apiVersion: `${envoyGroup}/v1alpha1`,
      kind: "EnvoyExtensionPolicy",
      metadata: { name: "header-routing", namespace: "default" },
      spec: {
        targetRefs: [{ group: gatewayGroup, kind: "Gateway", name: "gateway" }],
        wasm: [
          {
            name: "header-routing",
            rootID: "header-routing",
            code: { type: "Image", image: { url: `${name}@${digest}`, sha256: digest.slice("sha256:".length) } },
            config: { split: [{ subset: "v1", weight: 1 }] },
          },
        ],
      },
    },
  ]);
}

function yaml(resources: readonly object[]): string {
  return resources.map((resource) => `---\n${stringify(resource)}`).join("");
}
