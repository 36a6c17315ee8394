import { stringify } from "yaml";
import type { Resource } from "../kubernetes/resource.ts";
import { otherAnnotations } from "./history.ts";

/** What a person has written of a resource, as YAML: without what the cluster keeps about it, and its history. */
export function shownResource(resource: Resource | null): string {
  if (!resource) return "";
  const { apiVersion, kind, metadata, spec } = resource;
  const annotations = otherAnnotations(resource);
  const shown = {
    name: metadata.name,
    namespace: metadata.namespace,
    labels: metadata.labels,
    annotations: Object.keys(annotations).length > 0 ? annotations : undefined,
  };
  return stringify({ apiVersion, kind, metadata: shown, spec }, { lineWidth: 0, sortMapEntries: true });
}
