import { isDeepStrictEqual } from "node:util";
import { configurationText } from "../configuration-text.ts";
import type { Manifest, ManifestDocument } from "../manifest.ts";
import type { MeshPlugin } from "../mesh-plugin.ts";
import { commentLines } from "./comment-lines.ts";
import { documentFiles } from "./document-files.ts";
import { pointerTo } from "./pointer-to.ts";
import type { WrittenFile } from "./written-file.ts";
import { yamlDocument } from "./yaml-document.ts";

const head = { apiVersion: "kustomize.config.k8s.io/v1beta1", kind: "Kustomization" };

/**
 * A manifest of Kubernetes as a folder for kustomize: the resources in `base`, and in `overlays/example` a patch to begin with, which
 * changes the plugin's configuration.
 *
 * @example
 * const files = kustomization(plugin, istioManifest(plugin));
 * files.map(({ path }) => path); // ["base/wasmplugin-canary.yaml", "base/kustomization.yaml", "overlays/example/…", …]
 */
export function kustomization(plugin: MeshPlugin, manifest: Manifest): WrittenFile[] {
  const resources = documentFiles(manifest);
  const base = { ...head, resources: resources.map(({ path }) => path) };
  const { target, operations } = examplePatch(plugin, manifest.documents);
  const overlay = { ...head, resources: ["../../base"], patches: [{ path: "patch.yaml", target }] };
  return [
    ...resources.map(({ path, text }) => ({ path: `base/${path}`, text })),
    { path: "base/kustomization.yaml", text: commentLines([]) + yamlDocument(base) },
    { path: "overlays/example/kustomization.yaml", text: commentLines([]) + yamlDocument(overlay) },
    { path: "overlays/example/patch.yaml", text: commentLines(operations.notes) + yamlDocument(operations.list) },
  ];
}

interface ExamplePatch {
  /** The resource that is patched. */
  target: ManifestDocument;
  operations: { list: readonly ManifestDocument[]; notes: readonly string[] };
}

/** Puts the configuration in place of itself; where there is none, gives the resource a label. */
function examplePatch({ configuration }: MeshPlugin, documents: readonly ManifestDocument[]): ExamplePatch {
  for (const document of documents) {
    if (configuration === undefined) break;
    for (const value of [configuration, configurationText(configuration)]) {
      const path = pointerTo(document, (each) => isDeepStrictEqual(each, value));
      if (path === undefined) continue;
      const notes = ["The plugin's configuration in this environment: what differs from base."];
      return { target: targetOf(document), operations: { list: [{ op: "replace", path, value }], notes } };
    }
  }
  const [first = {}] = documents;
  const label = { op: "add", path: "/metadata/labels/environment", value: "example" };
  return { target: targetOf(first), operations: { list: [label], notes: ["What differs from base."] } };
}

function targetOf({ kind, metadata }: ManifestDocument): ManifestDocument {
  return { kind, name: (metadata as { name: string }).name };
}
