import type { MeshWasmError } from "../../core/index.ts";
import { testError } from "./test-error.ts";

/** The error for `what` that a test cannot send. */
export function cannotSend(what: string, reason: string, hint: string): MeshWasmError {
  return testError("MW0416", `${what} cannot be sent: ${reason}`, { hint });
}

/** The error for a request that Node's client refuses. */
export function refusedByClient(cause: unknown): MeshWasmError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return testError("MW0416", `this request cannot be sent: ${reason}`, { cause });
}
