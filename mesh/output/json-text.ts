import type { ManifestDocument } from "../manifest.ts";

/**
 * One document as JSON, which has no comments: for `consul config write`, which reads no YAML.
 *
 * @example
 * jsonText(serviceDefaults(plugin, { service: "cart" }).documents[0]); // '{\n  "Kind": "service-defaults",\n…'
 */
export function jsonText(document: ManifestDocument): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
