/** Whether something is as expected, and what to say where it is not what the test wants. */
export interface Verdict {
  pass: boolean;
  /** What is said where it had to pass: what was expected, and what is there instead. */
  failure: string;
  /** What is said where it must not pass. */
  unwanted: string;
  /** For a diff. */
  actual?: unknown;
  expected?: unknown;
}

/** Lines below the first one of a message, indented. */
export function withDetails(message: string, details: readonly string[]): string {
  return [message, ...details.map((line) => `  ${line}`)].join("\n");
}
