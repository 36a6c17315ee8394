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
  return faultIn(value, []);
}

/** `around` are the values that this one is in. */
function faultIn(given: unknown, around: object[]): Fault | undefined {
  if (typeof given === "string" || typeof given === "boolean" || given === null) return undefined;
  if (given === undefined && around.length > 0) return undefined; // as if the field were not there
  if (typeof given === "number") {
    return Number.isFinite(given) ? undefined : { path: [], value: given, hint: "JSON has no such number" };
  }
  if (typeof given !== "object") return { path: [], value: given, hint: "it takes what JSON can hold" };
  const value: unknown = hasToJson(given) ? given.toJSON() : given;
  if (typeof value !== "object" || value === null) return faultIn(value, around);
  if (around.includes(value)) return { path: [], value, hint: "it is a part of itself, which JSON cannot hold" };
  const isList = Array.isArray(value);
  if (!isList && !isObject(value)) {
    return { path: [], value, hint: "JSON has no such thing: turn it into a text, a list or an object" };
  }
  around.push(value);
  for (const [key, part] of Object.entries(value)) {
    const fault = faultIn(part, around);
    if (fault) return { ...fault, path: [isList ? Number(key) : key, ...fault.path] };
  }
  around.pop();
  return undefined;
}

function hasToJson(value: object): value is { toJSON(): unknown } {
  return "toJSON" in value && typeof value.toJSON === "function";
}
