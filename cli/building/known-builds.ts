import { statSync, utimesSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { type CompileOptions, type CompileResult, freshRecord, writeRecord } from "../../module/index.ts";
import type { Project } from "../config/load.ts";
import type { CommandContext } from "../framework/context.ts";
import { warnOf } from "./compile-filter.ts";

/** The last build of a module, which would come out the same again. */
interface UnchangedBuild {
  /** As in {@link BuiltFilter}. */
  inputs: string[];
}

/** Looks whether a module is what a build would make of it; `null` where it is to be built. What the compiler warned of is told again. */
export function unchangedBuild(
  ctx: CommandContext,
  project: Project,
  file: string,
  options: CompileOptions,
): UnchangedBuild | null {
  const record = freshRecord(recordFile(project.directory, file), options);
  if (!record) return null;
  const inputs = Object.keys(record.sources);
  const sources = inputs.filter((path) => record.sources[path] !== null);
  if (!isRenewed(file, sources)) return null;
  warnOf(ctx, record.warnings);
  return { inputs };
}

/** Keeps what a module was built from, whose files have been or are about to be written. */
export async function keepRecord(
  directory: string,
  file: string,
  options: CompileOptions,
  result: CompileResult,
): Promise<void> {
  const { wasm, sourceMap } = result;
  const outputs = { [file]: wasm, ...(sourceMap === null ? {} : { [`${file}.map`]: sourceMap }) };
  try {
    await writeRecord(recordFile(directory, file), options, result, outputs);
    // Also in a project whose own .gitignore does not know the folder
    writeFileSync(join(directory, ownFolder, ".gitignore"), "*\n");
  } catch (error) {
    // In a folder that cannot be written to the next build compiles again, and that is all
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
  }
}

const ownFolder = ".mesh-wasm";

/** The file that keeps what a module was built from. */
export function recordFile(directory: string, file: string): string {
  return join(directory, ownFolder, "builds", `${encodeURIComponent(relative(directory, file))}.json`);
}

/**
 * Makes a module as new as sources that were only touched, for who compares times, as a test does that runs without
 * `mesh-wasm test`.
 */
function isRenewed(file: string, sources: readonly string[]): boolean {
  try {
    const time = statSync(file).mtimeMs;
    const now = new Date();
    if (sources.some((source) => statSync(source).mtimeMs > time)) utimesSync(file, now, now);
    return true;
  } catch {
    return false;
  }
}
