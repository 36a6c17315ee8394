/** A resource of Kubernetes. */
export interface Resource {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Readonly<Record<string, string>>;
    annotations?: Readonly<Record<string, string>>;
    [field: string]: unknown;
  };
  spec?: unknown;
  [field: string]: unknown;
}

/** The resource as messages name it: `WasmPlugin shop/canary`. */
export function resourceText({ kind, metadata }: Pick<Resource, "kind" | "metadata">): string {
  return `${kind} ${metadata.namespace ? `${metadata.namespace}/` : ""}${metadata.name}`;
}
