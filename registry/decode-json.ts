import * as v from "valibot";
import type { MeshWasmError } from "../core/index.ts";

/** Makes the error for what cannot be read, with the reason. */
export type Broken = (why: string, cause?: unknown) => MeshWasmError;

/** The value of JSON in UTF-8. */
export function decodeJson(bytes: Uint8Array, broken: Broken): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    throw broken((error as Error).message, error);
  }
}

/** The value where it has the form; the reason names the first field that has not. */
export function validAs<T extends v.GenericSchema>(form: T, value: unknown, broken: Broken): v.InferOutput<T> {
  const result = v.safeParse(form, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw broken(`${v.getDotPath(issue) ?? "it"}: ${issue.message}`);
}
