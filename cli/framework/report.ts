import { catalogue, type MeshWasmError } from "../../core/index.ts";
import type { Style } from "./style.ts";

/** An error as people read it: title, what happened, what was said below, what to do. */
export function errorText(error: MeshWasmError, style: Style, stack: boolean): string {
  const { color, mark } = style;
  const title = `${color.red(mark.fail)} ${color.bold(error.code)}  ${color.bold(catalogue[error.code].title)}`;
  const lines = [title, ...indent(error.message)];
  const place = error.location && `${error.location.file}:${error.location.line}:${error.location.column}`;
  if (place && !error.message.includes(place)) lines.push(`  at ${place}`);
  for (const detail of error.details) lines.push(...indent(detail, 4).map((line) => color.dim(line)));
  lines.push(`  ${color.cyan(mark.hint)} ${error.hint}`);
  lines.push(color.dim(`  more: mesh-wasm explain ${error.code}`));
  if (stack) lines.push(...stackLines(error).map((line) => color.dim(line)));
  return `${lines.join("\n")}\n`;
}

function indent(text: string, width = 2): string[] {
  return text.split("\n").map((line) => `${" ".repeat(width)}${line}`);
}

function stackLines(error: Error): string[] {
  const lines = indent(error.stack ?? "", 4);
  return error.cause instanceof Error ? [...lines, "    caused by:", ...stackLines(error.cause)] : lines;
}

/** The one document that `--json` prints. */
export interface JsonDocument {
  schemaVersion: 1;
  /** The command, or `mesh-wasm` where none was recognised. */
  command: string;
  ok: boolean;
  data?: unknown;
  error?: JsonError;
  warnings: readonly string[];
  /** Milliseconds from start to result. */
  durationMs: number;
}

/** A {@link MeshWasmError} as JSON. */
export interface JsonError {
  code: string;
  title: string;
  message: string;
  details: readonly string[];
  hint: string;
  /** Page and section in the documentation that the package brings. */
  docs: string;
  location?: { file: string; line: number; column: number };
}

/** An error for a {@link JsonDocument}. */
export function jsonError(error: MeshWasmError): JsonError {
  return {
    code: error.code,
    title: catalogue[error.code].title,
    message: error.message,
    details: error.details,
    hint: error.hint,
    docs: `docs/errors.md#${error.code.toLowerCase()}`,
    ...(error.location && { location: error.location }),
  };
}
