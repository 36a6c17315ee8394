import { MeshWasmError } from "../../core/index.ts";
import type { MeshPlugin } from "../mesh-plugin.ts";
import { withoutUndefined } from "../without-undefined.ts";

/** RFC 1123, as Kubernetes wants it of most names. */
const subdomain = /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/;
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * `metadata` of a resource of Kubernetes.
 *
 * @throws MeshWasmError MW0904 for a name or namespace that Kubernetes would refuse
 */
export function metadataOf({ name, namespace, labels, annotations }: MeshPlugin): Record<string, unknown> {
  if (!subdomain.test(name)) throw wrongName("name of a resource", name);
  if (namespace !== undefined && !label.test(namespace)) throw wrongName("namespace", namespace);
  return withoutUndefined({
    name,
    namespace,
    labels: { "app.kubernetes.io/managed-by": "mesh-wasm", ...labels },
    annotations: annotations && Object.keys(annotations).length > 0 ? annotations : undefined,
  });
}

function wrongName(kind: string, name: string): MeshWasmError {
  return new MeshWasmError("MW0904", `"${name}" cannot be the ${kind}`, {
    hint: "lower-case letters, digits and dashes, beginning and ending with a letter or digit",
  });
}
