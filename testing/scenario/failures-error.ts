import { MeshWasmError } from "../../core/index.ts";
import type { Failure } from "./run/check-phase.ts";

/**
 * The error of a test that has failed: its message has all failures, its stack leads to the line of the suite that expects
 * what is not so.
 */
export function failuresError(file: string, failures: readonly Failure[]): Error {
  const message = failures.map(({ phase, message }) => `[${phase}] ${message}`).join("\n");
  const frames = failures.map(({ phase, at }) => `    at ${phase} (${file}:${at.line}:${at.column})`);
  return Object.assign(new Error(message), { stack: [`Error: ${message}`, ...frames].join("\n") });
}

/** The error of a file that is no suite, for a report that shows messages and stacks only: what to write, and at which line. */
export function brokenSuiteError(error: unknown): unknown {
  if (!(error instanceof MeshWasmError && error.location)) return error;
  const { file, line, column } = error.location;
  const message = `${error.message}\n${error.hint}`;
  return Object.assign(new Error(message), { stack: `Error: ${message}\n    at suite (${file}:${line}:${column})` });
}
