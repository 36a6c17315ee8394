import { MeshWasmError, type SourceLocation } from "../../core/error.ts";
import { nearest } from "../../module/check/nearest.ts";
import type { Position } from "./position.ts";

/** A fault in the file of a suite, at its place. */
export function syntaxError(file: string, { line, column }: Position, message: string, hint?: string): MeshWasmError {
  const location: SourceLocation = { file, line, column };
  return new MeshWasmError("MW0431", `${file}:${line}:${column}: ${message}`, {
    location,
    ...(hint === undefined ? {} : { hint }),
  });
}

/** What to write instead of a word that is none of those known. */
export function didYouMean(word: string, known: readonly string[]): string {
  const meant = nearest(word, known);
  return meant === undefined ? `Known are ${known.join(", ")}.` : `Did you mean ${meant}?`;
}
