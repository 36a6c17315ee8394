import type { SourcePosition } from "./source-map.ts";

/** What a module says when it gives up. */
export interface AbortMessage {
  text: string;
  /** Where in the source it happened; null where it does not say. */
  position: SourcePosition | null;
}

interface Form {
  pattern: RegExp;
  /** Which groups of the pattern are what. */
  groups: { text: number; file: number; line: number; column: number };
}

const forms: readonly Form[] = [
  // mesh-wasm: `assembly/rules.ts:12:25: as you wish`
  { pattern: /^(\S+\.ts):(\d+):(\d+):(.*)$/s, groups: { file: 1, line: 2, column: 3, text: 4 } },
  // AssemblyScript: `abort: as you wish in assembly/rules.ts(12:25)`
  {
    pattern: /^(?:abort: )?(.*?),? (?:in|at) (\S+\.ts)[(:](\d+):(\d+)\)?$/s,
    groups: { text: 1, file: 2, line: 3, column: 4 },
  },
  // Rust since 1.73: `panicked at src/lib.rs:74:10:` and the message on the next line
  {
    pattern: /^(?:thread '.*?' )?panicked at (\S+):(\d+):(\d+):\n?(.*)$/s,
    groups: { file: 1, line: 2, column: 3, text: 4 },
  },
  // Rust before: `panicked at 'no such rule', src/lib.rs:74:10`
  {
    pattern: /^(?:thread '.*?' )?panicked at '(.*)', (\S+):(\d+):(\d+)$/s,
    groups: { text: 1, file: 2, line: 3, column: 4 },
  },
];

/** Reads a message as SDKs log it before they trap; null for anything else. */
export function abortMessage(message: string): AbortMessage | null {
  for (const { pattern, groups } of forms) {
    const found = pattern.exec(message.trim());
    if (!found) continue;
    const position = {
      file: found[groups.file] ?? "",
      line: Number(found[groups.line]),
      column: Number(found[groups.column]),
    };
    return { text: found[groups.text]?.trim() || "aborted", position };
  }
  return null;
}
