import type { ApplyOptions, KubernetesClient } from "../kubernetes/kubernetes-client.ts";
import type { Resource } from "../kubernetes/resource.ts";
import { type Change, type DeployOptions, deploy } from "./deploy.ts";
import { revisionTo } from "./deployed.ts";
import { historyOf, otherAnnotations } from "./history.ts";

/**
 * Applies an earlier specification of what is deployed, as a new revision.
 *
 * @param to Number or digest of the revision; the one before the last where it is not said.
 * @throws MeshWasmError MW0927, and as {@link deploy}
 */
export async function rollback(
  client: KubernetesClient,
  live: Resource,
  to: string | undefined,
  options: ApplyOptions & Pick<DeployOptions, "onPlan" | "onApplied"> = {},
): Promise<Change> {
  const { revision, spec } = revisionTo(historyOf(live), to);
  const { apiVersion, kind, metadata } = live;
  const { name, namespace, labels } = metadata;
  const wanted = {
    apiVersion,
    kind,
    metadata: {
      name,
      namespace,
      ...(labels && { labels }),
      annotations: otherAnnotations(live),
    } as Resource["metadata"],
    spec,
  };
  const [change] = await deploy(client, [wanted], { ...options, keepCanary: true, note: `rollback to ${revision}` });
  return change as Change;
}
