import type { JsonSchema } from "../../module/compile/transform/config/schema.ts";
import type { CapabilityKind } from "../../module/index.ts";
import type { Inspection, Interface } from "./inspect-module.ts";
import { touchEntries, touchKinds } from "./touches.ts";

/** What one list has that the other has not. */
export interface Changes {
  added: string[];
  removed: string[];
}

/** How two modules differ in what they may do and take. */
export interface ModuleDiff {
  from: Compared;
  to: Compared;
  /** Functions of the proxy that they call: `env.proxy_http_call`. */
  hostCalls: Changes;
  /** What they touch of the host, by the names in their code: foreign functions, clusters, headers and more. */
  touches: Record<CapabilityKind, Changes>;
  /** Callbacks through which the proxy calls them: `proxy_on_request_body`. */
  callbacks: Changes;
  rootIds: Changes;
  /** Fields of configurations, by root id and path: `canary: split[].weight`, with `required` behind those that must be given. */
  configuration: Changes;
}

/** One of the two. */
export interface Compared {
  name: string;
  /** Of the image; null for a file. */
  digest: string | null;
  /** Bytes of the module. */
  size: number;
}

/** Compares two modules by what is in them. */
export function diffModules(from: Inspection, to: Inspection): ModuleDiff {
  return {
    from: compared(from),
    to: compared(to),
    hostCalls: changes(from, to, hostCallsOf),
    touches: Object.fromEntries(
      touchKinds.map((kind) => [kind, changes(from, to, ({ touches }) => touchEntries(touches[kind]))]),
    ) as ModuleDiff["touches"],
    callbacks: changes(from, to, callbacksOf),
    rootIds: changes(from, to, ({ metadata }) => [...(metadata?.rootIds ?? [])]),
    configuration: changes(from, to, fieldsOf),
  };
}

/** Whether the second may do what the first might not. */
export function mayDoMore({ hostCalls, touches, callbacks, rootIds }: ModuleDiff): boolean {
  return [hostCalls, ...Object.values(touches), callbacks, rootIds].some(({ added }) => added.length > 0);
}

function compared({ name, image, size }: Inspection): Compared {
  return { name, digest: image?.digest ?? null, size };
}

function changes(from: Inspection, to: Inspection, listOf: (inspection: Inspection) => string[]): Changes {
  const before = new Set(listOf(from));
  const after = new Set(listOf(to));
  return {
    added: [...after].filter((entry) => !before.has(entry)).sort(),
    removed: [...before].filter((entry) => !after.has(entry)).sort(),
  };
}

function hostCallsOf({ imports }: Inspection): string[] {
  return imports.filter(isFunction).map(({ name }) => name);
}

function callbacksOf({ exports }: Inspection): string[] {
  return exports.filter((entry) => isFunction(entry) && entry.name.startsWith("proxy_on_")).map(({ name }) => name);
}

function isFunction({ type }: Interface): boolean {
  return type.startsWith("function");
}

function fieldsOf({ metadata }: Inspection): string[] {
  return Object.entries(metadata?.configuration ?? {}).flatMap(([rootId, schema]) =>
    pathsOf(schema, schema, "", []).map((path) => `${rootId}: ${path}`),
  );
}

/** The paths of all fields; a class that holds itself is followed once. */
function pathsOf(schema: JsonSchema, root: JsonSchema, path: string, above: readonly JsonSchema[]): string[] {
  const own = resolved(schema, root);
  if (above.includes(own)) return [];
  const inside = [...above, own];
  const items = own.items ? pathsOf(own.items, root, `${path}[]`, inside) : [];
  const values =
    typeof own.additionalProperties === "object" ? pathsOf(own.additionalProperties, root, `${path}.*`, inside) : [];
  const fields = Object.entries(own.properties ?? {}).flatMap(([name, field]) => {
    const at = path === "" ? name : `${path}.${name}`;
    const isRequired = own.required?.includes(name) ?? false;
    return [isRequired ? `${at} (required)` : at, ...pathsOf(field, root, at, inside)];
  });
  return [...items, ...values, ...fields];
}

function resolved(schema: JsonSchema, root: JsonSchema): JsonSchema {
  const name = schema.$ref?.replace("#/$defs/", "");
  return (name === undefined ? undefined : root.$defs?.[name]) ?? schema;
}
