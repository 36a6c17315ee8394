import type { Failure } from "../../../testing/scenario/run/check-phase.ts";

/** A failure as one line, with its place in the suite. */
export function describeFailure(file: string, { at, phase, message }: Failure): string {
  return `${file}:${at.line}:${at.column}: [${phase}] ${message}`;
}
