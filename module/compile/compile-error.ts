import { MeshWasmError } from "../../core/index.ts";
import type { Diagnostic, Place } from "./diagnostic.ts";
import { inPlainWords } from "./plain-words.ts";

/** What to do where the source uses what AssemblyScript has not got. */
const inAssemblyScript = "docs/assemblyscript.md, which comes with mesh-wasm, shows what to write instead";

/**
 * What the compiler has to say against a source, as one error.
 *
 * @param messages What it printed beside.
 */
export function compileError(entry: string, diagnostics: readonly Diagnostic[], error: Error, messages: string): Error {
  const errors = inPlainWords(diagnostics.filter((diagnostic) => diagnostic.level === "error"));
  const first = errors[0];
  if (!first) {
    return new MeshWasmError("MW0201", `${entry} does not compile`, {
      details: [error.message, messages],
      cause: error,
    });
  }
  const where = first.file ? `${first.file}:${first.line}:${first.column}` : entry;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  return new MeshWasmError("MW0201", `${where}: ${first.message}${more}`, {
    details: errors.flatMap(showDiagnostic),
    hint: hintFor(errors, diagnostics),
    ...(first.file ? { location: { file: first.file, line: first.line, column: first.column } } : {}),
  });
}

function hintFor(errors: readonly Diagnostic[], diagnostics: readonly Diagnostic[]): string {
  const [, packageName] = /^~lib\/((?:@[^/]+\/)?[^/]+)\//.exec(errors[0]?.file ?? "") ?? [];
  if (packageName !== undefined && packageName !== "mesh-wasm") {
    return `leave out the package ${packageName}: it is not written in AssemblyScript, or in that of another version`;
  }
  const isPlain = errors.every((diagnostic) => diagnostics.includes(diagnostic));
  return isPlain ? "correct the source and build again" : inAssemblyScript;
}

function showDiagnostic({ code, message, related, ...place }: Diagnostic): string[] {
  if (!place.file) return [`${code}: ${message}`];
  const lines = showPlace(place, `${code}: ${message}`);
  // The declaration that a message is about says enough itself
  return related?.file && related.line !== place.line ? [...lines, ...showPlace(related, "see here")] : lines;
}

function showPlace({ file, line, column, text }: Place, said: string): string[] {
  if (line === 0) return [`${file} ${said}`];
  return [`${file}:${line}:${column} ${said}`, `  ${text}`, `  ${" ".repeat(column - 1)}^`];
}
