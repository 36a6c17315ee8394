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
