import { MeshWasmError } from "../../core/index.ts";
import { type Resource, resourceText } from "../kubernetes/resource.ts";

const suffix = "-canary";

/** How the labels of workloads stand in the specification of each kind. */
const selectorFields: Readonly<Record<string, readonly [string, string]>> = {
  WasmPlugin: ["selector", "matchLabels"],
  TrafficExtension: ["selector", "matchLabels"],
  EnvoyFilter: ["workloadSelector", "labels"],
};

/**
 * The resource beside the one that serves all, for the workloads that have the labels, too.
 *
 * @throws MeshWasmError MW0901 for a kind that is not bound to labels
 */
export function canaryOf(resource: Resource, labels: Readonly<Record<string, string>>): Resource {
  const spec = (resource.spec ?? {}) as Record<string, Record<string, unknown> | undefined>;
  const [outer, inner] = selectorFields[resource.kind] ?? [];
  if (outer === undefined || inner === undefined || spec["targetRefs"]) {
    throw new MeshWasmError("MW0901", `${resourceText(resource)} is bound to no labels, so that none can narrow it`, {
      hint: "deploy it to a target of its own, in place of --canary",
    });
  }
  const selector = { ...spec[outer], [inner]: { ...(spec[outer]?.[inner] as object), ...labels } };
  return { ...canaryNameOf(resource), spec: { ...spec, [outer]: selector } };
}

/** The resource under the name of its canary. */
export function canaryNameOf(resource: Resource): Resource {
  return { ...resource, metadata: { ...resource.metadata, name: `${resource.metadata.name}${suffix}` } };
}
