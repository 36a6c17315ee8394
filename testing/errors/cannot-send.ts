import type { MeshWasmError, MeshWasmErrorOptions } from "../../core/index.ts";
import { testError } from "./test-error.ts";

/** The error for `what` that a test cannot send. */
export function cannotSend(what: string, reason: string, options: MeshWasmErrorOptions = {}): MeshWasmError {
  return testError("MW0416", `${what} cannot be sent: ${reason}`, options);
}

/** The error for a request that Node's client refuses. */
export function refusedByClient(cause: unknown): MeshWasmError {
  return cannotSend("this request", cause instanceof Error ? cause.message : String(cause), { cause });
}
