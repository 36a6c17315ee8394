import type { AscDiagnostic } from "./asc-types.ts";

/** A place in the source. */
export interface Place {
  /** Relative to the project's folder; `null` where the compiler names no place. */
  file: string | null;
  /** 1-based. */
  line: number;
  /** 1-based. */
  column: number;
  /** The source line, for showing. */
  text: string;
}

/** A message of the compiler about a place in the source. */
export interface Diagnostic extends Place {
  /** Of AssemblyScript, such as `TS2322` or `AS235`. */
  code: string;
  level: "error" | "warning" | "info";
  message: string;
  /** Another place that has to do with it; `null` for none. */
  related: Place | null;
}

/** AssemblyScript numbers its categories: pedantic 0, info 1, warning 2, error 3. */
const levels = ["info", "info", "warning", "error"] as const;

/**
 * Turns a message of asc into a plain object that can cross threads.
 *
 * @param textOf the text of a source file by the name that asc gives it; `null` for one that the compiler brings along.
 */
export function toDiagnostic(message: AscDiagnostic, textOf: (file: string) => string | null): Diagnostic {
  // Codes from 1000 on are those of the TypeScript compiler.
  const code = message.code < 1000 ? `AS${message.code}` : `TS${message.code}`;
  const level = levels[message.category] ?? "info";
  // What the SDK and the transform say themselves.
  const text = message.message.replace(/^User-defined: (?:"(.*)"$)?/s, "$1");
  const related = message.relatedRange ? place(message.relatedRange, textOf) : null;
  return { code, level, message: text, ...place(message.range, textOf), related };
}

function place(range: AscDiagnostic["range"], textOf: (file: string) => string | null): Place {
  if (!range) return { file: null, line: 0, column: 0, text: "" };
  const file = range.source.normalizedPath;
  const text = textOf(file);
  if (text === null) return { file, line: 0, column: 0, text: "" };
  const lineStart = text.lastIndexOf("\n", range.start - 1) + 1;
  const lineEnd = text.indexOf("\n", range.start);
  return {
    file,
    line: text.slice(0, range.start).split("\n").length,
    column: range.start - lineStart + 1,
    text: text.slice(lineStart, lineEnd < 0 ? undefined : lineEnd),
  };
}
