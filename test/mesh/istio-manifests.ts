import { stringify } from "yaml";

/** Labels of the gateways that the manifests are about. */
export const gatewayLabels = { istio: "ingressgateway" };
/** Their namespace. */
export const gatewayNamespace = "istio-ingress";
/** The port on which they listen. */
export const gatewayPort = 8080;

/** Sends all that the gateways get to one upstream. */
export function routeTo(upstream: { address: string; port: number }): string {
  return yaml([
    {
      apiVersion: "networking.istio.io/v1",
      kind: "ServiceEntry",
      metadata: { name: "upstream", namespace: gatewayNamespace },
      spec: {
        hosts: ["upstream.test"],
        ports: [{ number: 80, name: "http", protocol: "HTTP" }],
        resolution: "STATIC",
        location: "MESH_EXTERNAL",
        endpoints: [{ address: upstream.address, ports: { http: upstream.port } }],
      },
    },
    {
      apiVersion: "networking.istio.io/v1",
      kind: "Gateway",
      metadata: { name: "gateway", namespace: gatewayNamespace },
      spec: {
        selector: gatewayLabels,
        servers: [{ port: { number: gatewayPort, name: "http", protocol: "HTTP" }, hosts: ["*"] }],
      },
    },
    {
      apiVersion: "networking.istio.io/v1",
      kind: "VirtualService",
      metadata: { name: "all", namespace: gatewayNamespace },
      spec: {
        hosts: ["*"],
        gateways: ["gateway"],
        http: [{ route: [{ destination: { host: "upstream.test", port: { number: 80 } } }] }],
      },
    },
  ]);
}

/** Loads `header-routing` into the gateways: it says `v1` of every request. */
export function headerRouting(image: { name: string; digest: string }, imagePullSecret?: string): string {
  return yaml([
    {
      apiVersion: "extensions.istio.io/v1alpha1",
      kind: "WasmPlugin",
      metadata: { name: "header-routing", namespace: gatewayNamespace },
      spec: {
        selector: { matchLabels: gatewayLabels },
        url: `oci://${image.name}@${image.digest}`,
        ...(imagePullSecret && { imagePullSecret }),
        pluginName: "header-routing",
        failStrategy: "FAIL_CLOSE",
        pluginConfig: { split: [{ subset: "v1", weight: 1 }] },
      },
    },
  ]);
}

/** The Secret with which a user pulls images. */
export function pullSecret(name: string, host: string, user: { name: string; password: string }): string {
  const auth = Buffer.from(`${user.name}:${user.password}`).toString("base64");
  return yaml([
    {
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name, namespace: gatewayNamespace },
      type: "kubernetes.io/dockerconfigjson",
      stringData: { ".dockerconfigjson": JSON.stringify({ auths: { [host]: { auth } } }) },
    },
  ]);
}

function yaml(resources: readonly object[]): string {
  return resources.map((resource) => `---\n${stringify(resource)}`).join("");
}
