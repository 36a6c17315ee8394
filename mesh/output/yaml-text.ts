import { stringify } from "yaml";
import type { Manifest } from "../manifest.ts";

/**
 * A manifest as YAML: what whoever applies it should know as comments, then the documents. The same manifest gives the same text.
 *
 * @example
 * yamlText(wasmPlugin(plugin)); // "apiVersion: extensions.istio.io/v1alpha1\nkind: WasmPlugin\n…"
 */
export function yamlText({ documents, notes }: Manifest): string {
  const comments = notes.map((note) => `# ${note}\n`).join("");
  return comments + documents.map((document) => stringify(document, { lineWidth: 0 })).join("---\n");
}
