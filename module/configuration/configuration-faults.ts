import { nearest } from "../../core/index.ts";
import type { JsonSchema } from "../compile/transform/config/schema.ts";

/**
 * What in a plugin configuration does not match a filter's schema, one line each, beginning with the path:
 * `routes[1].weight: expected a number`. Knows the keywords that `@config` classes give, and ignores others.
 */
export function configurationFaults(value: unknown, schema: JsonSchema): string[] {
  return faultsAt("", value, schema, schema);
}

function faultsAt(path: string, value: unknown, schema: JsonSchema, root: JsonSchema): string[] {
  if (schema.$ref !== undefined) {
    const target = root.$defs?.[schema.$ref.replace("#/$defs/", "")];
    return target ? faultsAt(path, value, target, root) : [];
  }
  if (schema.anyOf) return anyOfFaults(path, value, schema.anyOf, root);
  if (schema.enum) return schema.enum.includes(value as string) ? [] : [enumFault(path, value, schema.enum)];
  switch (schema.type) {
    case "object":
      return isObject(value) ? objectFaults(path, value, schema, root) : [expected(path, "an object", value)];
    case "array": {
      if (!Array.isArray(value)) return [expected(path, "a list", value)];
      return value.flatMap((item, index) => faultsAt(`${path}[${index}]`, item, schema.items ?? {}, root));
    }
    case "integer":
    case "number":
      return numberFaults(path, value, schema);
    case "string":
      return typeof value === "string" ? [] : [expected(path, "a text", value)];
    case "boolean":
      return typeof value === "boolean" ? [] : [expected(path, "true or false", value)];
    case "null":
      return value === null ? [] : [expected(path, "null", value)];
    default:
      return [];
  }
}

function anyOfFaults(path: string, value: unknown, choices: readonly JsonSchema[], root: JsonSchema): string[] {
  const results = choices.map((choice) => faultsAt(path, value, choice, root));
  if (results.some((faults) => faults.length === 0)) return [];
  // Of "a list or null", the list says more about what is wrong with something that is no null.
  return results[0] ?? [];
}

function objectFaults(path: string, value: Record<string, unknown>, schema: JsonSchema, root: JsonSchema): string[] {
  const properties = schema.properties ?? {};
  const missing = (schema.required ?? []).filter((name) => !(name in value));
  const faults = missing.map((name) => `${join(path, name)}: is missing`);
  for (const [name, item] of Object.entries(value)) {
    const own = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (own) faults.push(...faultsAt(join(path, name), item, own, root));
    else if (typeof schema.additionalProperties === "object") {
      faults.push(...faultsAt(join(path, name), item, schema.additionalProperties, root));
    } else if (schema.additionalProperties === false) faults.push(unknownName(path, name, Object.keys(properties)));
  }
  return faults;
}

function unknownName(path: string, name: string, known: readonly string[]): string {
  const meant = nearest(name, known);
  return `${join(path, name)}: is not known${meant ? `, did you mean ${meant}?` : ""}`;
}

function numberFaults(path: string, value: unknown, schema: JsonSchema): string[] {
  if (typeof value !== "number") return [expected(path, "a number", value)];
  if (schema.type === "integer" && !Number.isInteger(value)) return [expected(path, "a whole number", value)];
  if (schema.minimum !== undefined && value < schema.minimum)
    return [`${at(path)}: must be at least ${schema.minimum}`];
  if (schema.maximum !== undefined && value > schema.maximum) return [`${at(path)}: must be at most ${schema.maximum}`];
  return [];
}

function enumFault(path: string, value: unknown, allowed: readonly string[]): string {
  return `${at(path)}: expected one of ${allowed.join(", ")}, got ${JSON.stringify(value)}`;
}

function expected(path: string, kind: string, value: unknown): string {
  return `${at(path)}: expected ${kind}, got ${kindOf(value)}`;
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  return JSON.stringify(value);
}

function at(path: string): string {
  return path || "the configuration";
}

function join(path: string, name: string): string {
  return path ? `${path}.${name}` : name;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
