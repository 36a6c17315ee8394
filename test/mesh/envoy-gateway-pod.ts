import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { system } from "./envoy-gateway-resources.ts";
import type { KubernetesClient } from "./kubernetes-client.ts";
import type { Server } from "./server.ts";

/** What a node would start the proxy of a gateway with. */
export interface Pod {
  /** Envoy's. */
  readonly args: string[];
  /** Files that say where its certificates are. */
  readonly sds: Record<string, string>;
}

interface Deployment {
  metadata: { name: string };
  spec: { template: { spec: { containers: Container[] } } };
}

interface Container {
  name: string;
  args: string[];
  env: { name: string; value?: string }[];
}

/** Waits until Envoy Gateway has written the Deployment of a gateway. */
export async function podOf(gateway: string, api: KubernetesClient, server: Server): Promise<Pod> {
  const selector = `labelSelector=gateway.envoyproxy.io/owning-gateway-name%3D${gateway}`;
  const path = `/apis/apps/v1/namespaces/${system}/deployments?${selector}`;
  let found: Deployment | undefined;
  await server.until(async () => {
    [found] = (await api.get<{ items: Deployment[] }>(path)).items;
    return found !== undefined;
  });
  const container = found?.spec.template.spec.containers.find(({ name }) => name === "envoy");
  if (!found || !container) throw new Error(`the gateway ${gateway} has no proxy`);
  const { name } = found.metadata;
  const fixed = container.env.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const]));
  // What a node says of the pod
  const said = { ENVOY_POD_NAME: `${name}-0`, ENVOY_POD_NAMESPACE: system, ENVOY_GATEWAY_NAMESPACE: system };
  const variables: Record<string, string> = { ...said, ...Object.fromEntries(fixed) };
  const configMap = `/api/v1/namespaces/${system}/configmaps/${name}`;
  return {
    args: container.args.map((arg) => arg.replace(/\$\((\w+)\)/g, (whole, variable) => variables[variable] ?? whole)),
    sds: (await api.get<{ data: Record<string, string> }>(configMap)).data,
  };
}

/** Writes what a Secret holds into a folder, as a node does, and gives that. */
export async function writeSecret(api: KubernetesClient, name: string, folder: string): Promise<string> {
  const { data } = await api.get<{ data: Record<string, string> }>(`/api/v1/namespaces/${system}/secrets/${name}`);
  return writeFiles(
    folder,
    Object.fromEntries(Object.entries(data).map(([key, text]) => [key, Buffer.from(text, "base64")])),
  );
}

/** Writes files into a new folder, and gives that. */
export async function writeFiles(folder: string, files: Record<string, string | Uint8Array>): Promise<string> {
  await mkdir(folder);
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return folder;
}
