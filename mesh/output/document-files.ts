import type { Manifest, ManifestDocument } from "../manifest.ts";
import { commentLines } from "./comment-lines.ts";
import type { WrittenFile } from "./written-file.ts";
import { yamlDocument } from "./yaml-document.ts";

/**
 * A manifest with a file for each document, the notes above the first.
 *
 * @example
 * documentFiles(wasmPlugin(plugin))[0].path; // "wasmplugin-canary.yaml"
 */
export function documentFiles({ documents, files, notes }: Manifest): WrittenFile[] {
  return documents.map((document, index) => ({
    path: files?.[index] ?? resourceFile(document),
    text: commentLines(index === 0 ? notes : []) + yamlDocument(document),
  }));
}

/** A resource of Kubernetes has `kind` and `metadata`, an entry of Consul `Kind` and `Name`. */
function resourceFile(document: ManifestDocument): string {
  const { name } = (document["metadata"] ?? { name: document["Name"] }) as { name: string };
  return `${document["kind"] ?? document["Kind"]}-${name}.yaml`.toLowerCase();
}
