import { type ErrorCode, MeshWasmError, type MeshWasmErrorOptions } from "../../core/index.ts";
import type { CompileOptions, CompileResult } from "./compile.ts";

/** Asks the worker for one compilation. */
export interface CompileRequest {
  /** Null: nobody waits for it, it only warms. */
  id: number | null;
  options: CompileOptions;
  /** Whether more builds are to come after a while, as in watch mode. */
  keepWarm: boolean;
}

/** The worker's answer to the request of the same id. */
export type CompileReply =
  | { id: CompileRequest["id"]; result: CompileResult }
  | { id: CompileRequest["id"]; error: PlainError };

/** An error as it crosses threads: structured cloning keeps neither the class nor its own fields. */
export interface PlainError {
  code: ErrorCode | null;
  message: string;
  options: MeshWasmErrorOptions;
  stack: string | undefined;
}

export function toPlainError(error: unknown): PlainError {
  if (error instanceof MeshWasmError) {
    const { code, message, details, hint, location, stack } = error;
    return { code, message, options: { details, hint, ...(location ? { location } : {}) }, stack };
  }
  if (error instanceof Error) return { code: null, message: error.message, options: {}, stack: error.stack };
  return { code: null, message: String(error), options: {}, stack: undefined };
}

export function fromPlainError(plain: PlainError): Error {
  const { code, message, options, stack } = plain;
  const error = code ? new MeshWasmError(code, message, options) : new Error(message);
  if (stack) error.stack = stack;
  return error;
}
