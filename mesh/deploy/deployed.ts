import { MeshWasmError } from "../../core/index.ts";
import type { KubernetesClient } from "../kubernetes/kubernetes-client.ts";
import type { Resource } from "../kubernetes/resource.ts";
import { historyOf, type Revision } from "./history.ts";

const kinds = [
  ["extensions.istio.io/v1alpha1", "WasmPlugin"],
  ["extensions.istio.io/v1alpha1", "TrafficExtension"],
  ["networking.istio.io/v1alpha3", "EnvoyFilter"],
  ["gateway.envoyproxy.io/v1alpha1", "EnvoyExtensionPolicy"],
] as const;

/**
 * Finds what mesh-wasm has deployed under a name, of whichever kind.
 *
 * @throws MeshWasmError MW0926 where there is nothing, or what others have made
 */
export async function deployed(client: KubernetesClient, name: string, namespace?: string): Promise<Resource> {
  const metadata = { name, namespace: namespace ?? client.namespace };
  const asked = kinds.map(([apiVersion, kind]) => ({ apiVersion, kind, metadata }));
  const answers = [];
  for (const resource of asked) answers.push(await client.get(resource));
  const found = answers.filter((one) => one !== null);
  const own = found.find((one) => historyOf(one).length > 0);
  if (own) return own;
  const other = found[0];
  const what = `${metadata.namespace}/${name}`;
  if (!other) throw new MeshWasmError("MW0926", `nothing is deployed as ${what}`);
  throw new MeshWasmError("MW0926", `${other.kind} ${what} was not deployed by mesh-wasm`);
}

/**
 * The revision that a rollback goes to: the one before the last, or the one named by its number or digest.
 *
 * @throws MeshWasmError MW0927
 */
export function revisionTo(history: readonly Revision[], to: string | undefined): Revision {
  if (to === undefined) {
    const [, before] = history;
    if (before) return before;
    throw new MeshWasmError("MW0927", "there is only one revision, and none before it");
  }
  const earlier = history.slice(1);
  const found = earlier.find(({ revision, digest }) => `${revision}` === to || (digest !== null && digest === to));
  if (found) return found;
  throw new MeshWasmError("MW0927", `there is no earlier revision ${to}`);
}
