import { MeshWasmError } from "../../core/index.ts";
import type { ApplyOptions, KubernetesClient } from "../kubernetes/kubernetes-client.ts";
import { type Resource, resourceText } from "../kubernetes/resource.ts";
import { canaryNameOf, canaryOf } from "./canary.ts";
import { historyOf, withHistoryOf, withRevision } from "./history.ts";
import { lineDiff } from "./line-diff.ts";
import { shownResource } from "./shown-resource.ts";

/** How resources are deployed. */
export interface DeployOptions extends ApplyOptions {
  /** Labels of the workloads that get it first, beside what serves all. */
  canary?: Readonly<Record<string, string>> | undefined;
  /** Leave a canary that stands beside the resource. */
  keepCanary?: boolean;
  /** Why, for the history. */
  note?: string;
  /** Called with the changes before any is made. */
  onPlan?: (changes: readonly Change[]) => void;
  /** Called as soon as the cluster has one. */
  onApplied?: (change: Change) => void;
}

/** What deploying does to one resource. */
export interface Change {
  kind: string;
  namespace: string;
  name: string;
  action: "created" | "changed" | "unchanged" | "deleted";
  /** Revision that the resource has then; null where it is deleted. */
  revision: number | null;
  digest: string | null;
  /** Lines of YAML, those that go and come with `-` and `+` before them. */
  diff: string[];
}

interface Planned {
  change: Change;
  resource: Resource;
}

/**
 * Applies resources on the server, under the field manager `mesh-wasm`. The server has tried all of them before the first is
 * applied, so that one that it refuses keeps the others out, too.
 *
 * @throws MeshWasmError MW0901, MW0920 to MW0925
 * @example
 * const changes = await deploy(await KubernetesClient.connect(ctx, {}), resources, { dryRun: true });
 * changes[0].diff; // ["  apiVersion: extensions.istio.io/v1alpha1", …]
 */
export async function deploy(
  client: KubernetesClient,
  resources: readonly Resource[],
  options: DeployOptions = {},
): Promise<Change[]> {
  const plan: Planned[] = [];
  for (const resource of resources) plan.push(...(await planOf(client, inNamespace(client, resource), options)));
  const changes = plan.map(({ change }) => change);
  options.onPlan?.(changes);
  if (options.dryRun) return changes;
  const done: string[] = [];
  for (const { change, resource } of plan) {
    await carryOut(client, change, resource, options).catch((error) => {
      throw done.length > 0 ? withDone(error, done) : error;
    });
    options.onApplied?.(change);
    if (change.action !== "unchanged") done.push(`${resourceText(resource)} is ${change.action} already`);
  }
  return changes;
}

function inNamespace(client: KubernetesClient, resource: Resource): Resource {
  const namespace = resource.metadata.namespace ?? client.namespace;
  return { ...resource, metadata: { ...resource.metadata, namespace } };
}

async function planOf(client: KubernetesClient, resource: Resource, options: DeployOptions): Promise<Planned[]> {
  if (options.canary) return [await planOne(client, canaryOf(resource, options.canary), options)];
  const planned = [await planOne(client, resource, options)];
  if (options.keepCanary) return planned;
  // What has proven itself takes the place of its canary
  const canary = await client.get(canaryNameOf(resource));
  if (canary && historyOf(canary).length > 0) {
    planned.push({ resource: canary, change: changeOf(canary, "deleted", lineDiff(shownResource(canary), "")) });
  }
  return planned;
}

async function planOne(client: KubernetesClient, wanted: Resource, options: DeployOptions): Promise<Planned> {
  const live = await client.get(wanted);
  const tried = await client.apply(live ? withHistoryOf(wanted, live) : wanted, { ...options, dryRun: true });
  const diff = lineDiff(shownResource(live), shownResource(tried));
  if (live && diff.length === 0 && historyOf(live).length > 0) {
    return { resource: live, change: changeOf(live, "unchanged", diff) };
  }
  const { note } = options;
  const resource = withRevision(wanted, live, { at: new Date(), by: client.user, note });
  return { resource, change: changeOf(resource, live ? "changed" : "created", diff) };
}

function changeOf(resource: Resource, action: Change["action"], diff: string[]): Change {
  const { kind, metadata } = resource;
  const [last] = historyOf(resource);
  return {
    kind,
    namespace: metadata.namespace ?? "",
    name: metadata.name,
    action,
    revision: action === "deleted" ? null : (last?.revision ?? null),
    digest: last?.digest ?? null,
    diff,
  };
}

async function carryOut(client: KubernetesClient, change: Change, resource: Resource, options: ApplyOptions) {
  if (change.action === "unchanged") return;
  if (change.action === "deleted") await client.delete(resource);
  else await client.apply(resource, { force: options.force ?? false });
}

function withDone(error: unknown, done: readonly string[]): unknown {
  if (!(error instanceof MeshWasmError)) return error;
  const details = [...error.details, ...done];
  return new MeshWasmError(error.code, error.message, { details, hint: error.hint, cause: error });
}
