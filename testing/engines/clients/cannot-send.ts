import { MeshWasmError } from "../../../core/index.ts";

/** The error for a request that Node's client refuses. */
export function cannotSend(cause: unknown): MeshWasmError {
  const said = cause instanceof Error ? cause.message : String(cause);
  return new MeshWasmError("MW0416", `the client cannot send this request: ${said}`, { cause });
}
