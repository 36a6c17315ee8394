import { readFileSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { CompileOptions, CompileResult } from "../compile.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { compilerHash } from "./compiler-hash.ts";
import { areSame, hashOf, type SourceHashes } from "./source-hashes.ts";

/** What is kept of a build in a file, to know later whether it would make the same again. */
export interface BuildRecord {
  /** Hash of what was asked for and of the compiler. */
  key: string;
  sources: SourceHashes;
  /** Hashes of the files that were written, by absolute path. */
  outputs: Readonly<Record<string, string>>;
  /** What the compiler warned of. */
  warnings: readonly Diagnostic[];
}

/**
 * Reads the record of a build, where a build with these options would make the same again and what it wrote is still there.
 *
 * @returns `null` where the filter is to be built.
 */
export function freshRecord(file: string, options: CompileOptions): BuildRecord | null {
  if (runsForeignCode(options)) return null;
  const record = readRecord(file);
  if (record?.key !== keyOf(options)) return null;
  return areSame(record.sources) && areUntouched(record.outputs) ? record : null;
}

/** Writes the record of a build, after what it made. */
export async function writeRecord(
  file: string,
  options: CompileOptions,
  { sources, warnings }: CompileResult,
  outputs: Readonly<Record<string, string | Uint8Array>>,
): Promise<void> {
  const hashes = Object.entries(outputs).map(([path, content]) => [path, hashOf(content)]);
  const record: BuildRecord = { key: keyOf(options), sources, outputs: Object.fromEntries(hashes), warnings };
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, JSON.stringify(record));
  await rename(`${file}.new`, file);
}

function keyOf(options: CompileOptions): string {
  return hashOf(JSON.stringify([compilerHash(), options]));
}

/** A transform of the project's own can read what it likes, and another compiler is not known. */
function runsForeignCode({ ascFlags = [] }: CompileOptions): boolean {
  return ascFlags.some((flag) => /^--(?:transform|wasm)\b/.test(flag));
}

function readRecord(file: string): BuildRecord | null {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // There is none, or only half of one: the filter is built, and its record written anew
    return null;
  }
}

function areUntouched(outputs: BuildRecord["outputs"]): boolean {
  try {
    return Object.entries(outputs).every(([path, hash]) => hashOf(readFileSync(path)) === hash);
  } catch {
    return false;
  }
}
