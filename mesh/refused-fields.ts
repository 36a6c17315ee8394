import { MeshWasmError } from "../core/index.ts";
import type { MeshPlugin } from "./mesh-plugin.ts";

/** How the command line calls a field, for messages. */
const spoken = {
  phase: "a phase",
  priority: "a priority",
  direction: "a direction of traffic",
  ports: "ports",
  selector: "labels of workloads",
  targetRefs: "targets",
  vmId: "a VM id",
  vmConfiguration: "a VM configuration",
  environment: "environment variables with values",
  hostEnvironment: "environment variables of the proxy",
  allowedCapabilities: "allowed host calls",
  allowOnHeadersStopIteration: "`StopIteration` for headers alone",
  namespace: "a namespace",
  labels: "labels of the resource itself",
  annotations: "annotations",
} as const satisfies Partial<Record<keyof MeshPlugin, string>>;

/** A field that not every target has. */
export type OptionalField = keyof typeof spoken;

/** Which of the fields a plugin makes use of. */
export function usedFields(plugin: MeshPlugin, fields: readonly OptionalField[]): OptionalField[] {
  return fields.filter((field) => isUsed(plugin[field]));
}

/** The fields as messages say them: `a phase and ports`. */
export function fieldsText(fields: readonly OptionalField[]): string {
  const words = fields.map((field) => spoken[field]);
  const last = words.at(-1) ?? "";
  return words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${last}` : last;
}

/**
 * Refuses what a resource has no field for.
 *
 * @param resource As its control plane calls it: `EnvoyExtensionPolicy`.
 * @throws MeshWasmError MW0901
 */
export function refuseFields(
  resource: string,
  plugin: MeshPlugin,
  fields: readonly OptionalField[],
  hint?: string,
): void {
  const used = usedFields(plugin, fields);
  if (used.length === 0) return;
  throw new MeshWasmError("MW0901", `${resource} has no field for ${fieldsText(used)}`, hint ? { hint } : {});
}

/**
 * Refuses to start a plugin anew, where a control plane has a flag for open or close.
 *
 * @param knows What it has: `EnvoyExtensionPolicy knows failOpen`.
 * @throws MeshWasmError MW0901
 */
export function refuseReload(knows: string, { failStrategy }: MeshPlugin): void {
  if (failStrategy !== "reload") return;
  throw new MeshWasmError("MW0901", `${knows} alone, and no starting anew`, {
    hint: "choose --fail-strategy close or open",
  });
}

function isUsed(value: unknown): boolean {
  if (value === undefined) return false;
  if (Array.isArray(value)) return value.length > 0;
  return typeof value !== "object" || value === null || Object.keys(value).length > 0;
}
