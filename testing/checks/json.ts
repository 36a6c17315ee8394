import * as v from "valibot";
import { type Fault, faultless } from "./fault.ts";
import { isObject, name, table } from "./schemas.ts";

/** What JSON can hold. */
export const json = v.pipe(v.unknown(), faultless<unknown>(faultOf));

/** An object of what JSON can hold. */
export const jsonObject = v.pipe(
  v.custom<Record<string, unknown>>(isObject, "it takes an object"),
  faultless<Record<string, unknown>>(faultOf),
);

/** Metadata as JSON, by namespace. */
export const metadata = table(
  jsonObject,
  'it takes objects by namespace, such as { "com.example": { team: "shop" } }',
  name,
);

function faultOf(value: unknown): Fault | undefined {
  return faultIn(value, [], []);
}

/** `around` are the values that this one is in. */
function faultIn(given: unknown, path: (string | number)[], around: readonly object[]): Fault | undefined {
  const value = hasToJson(given) ? given.toJSON() : given;
  if (value === undefined && path.length > 0) return undefined; // as if the field were not there
  if (value === undefined || ["function", "symbol", "bigint"].includes(typeof value)) {
    return { path, value, hint: "it takes what JSON can hold" };
  }
  if (typeof value === "number" && !Number.isFinite(value)) return { path, value, hint: "JSON has no such number" };
  if (typeof value !== "object" || value === null) return undefined;
  if (around.includes(value)) return { path, value, hint: "it is a part of itself, which JSON cannot hold" };
  if (!Array.isArray(value) && !isObject(value)) {
    return { path, value, hint: "JSON has no such thing: turn it into a text, a list or an object" };
  }
  for (const [key, part] of Object.entries(value)) {
    const fault = faultIn(part, [...path, Array.isArray(value) ? Number(key) : key], [...around, value]);
    if (fault) return fault;
  }
  return undefined;
}

function hasToJson(value: unknown): value is { toJSON(): unknown } {
  return typeof value === "object" && value !== null && "toJSON" in value && typeof value.toJSON === "function";
}
