import { stringify } from "yaml";

/** One document as YAML. Kubernetes and Envoy read YAML 1.1: a text such as `on` gets its quotes. */
export function yamlDocument(document: unknown): string {
  return stringify(document, { version: "1.1", lineWidth: 0, aliasDuplicateObjects: false });
}
