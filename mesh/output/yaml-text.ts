import type { Manifest } from "../manifest.ts";
import { commentLines } from "./comment-lines.ts";
import { yamlDocument } from "./yaml-document.ts";

/**
 * A manifest as YAML: which mesh-wasm wrote it and what whoever applies it should know as comments, then the documents. The same
 * manifest gives the same text.
 *
 * @example
 * yamlText(wasmPlugin(plugin)); // "# Written by mesh-wasm 0.1.0.\napiVersion: extensions.istio.io/v1alpha1\n…"
 */
export function yamlText({ documents, notes }: Manifest): string {
  return commentLines(notes) + documents.map(yamlDocument).join("---\n");
}
