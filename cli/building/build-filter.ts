import { readFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { makeFolder, writeFault } from "../../core/index.ts";
import { assertLoadable, type Compiler, type FunctionSize, readModule, type WasmModule } from "../../module/index.ts";
import type { Filter } from "../config/filters.ts";
import type { Project } from "../config/load.ts";
import type { CommandContext } from "../framework/context.ts";
import { type CompileSettings, compileFilter, compileOptions, moduleFileName } from "./compile-filter.ts";
import { keepRecord, unchangedBuild } from "./known-builds.ts";

/** How filters are built. */
export interface BuildSettings extends Omit<CompileSettings, "sourceRoot"> {
  /** Absolute. */
  outDir: string;
  /** Compile also what has not changed. Default: false. */
  force?: boolean;
  /** It is one of many, as in watch mode: that a filter has not changed is nothing to tell. Default: false. */
  again?: boolean;
}

/** A filter that was built. */
export interface BuiltFilter {
  filter: string;
  mode: "release" | "debug";
  /** Absolute path of the module. */
  file: string;
  /** Absolute path of its source map; null for none. */
  sourceMap: string | null;
  /** Whether it was not compiled, for the module that is there is what would come of it. */
  unchanged: boolean;
  /** Bytes. */
  size: number;
  milliseconds: number;
  rootIds: readonly string[];
  /** The limit that it keeps to, in bytes; null for none. */
  sizeLimit: number | null;
  /** Its functions, the largest first. */
  functions: readonly FunctionSize[];
  /** Files that it was built from, and those that were looked for and not there, absolute. */
  inputs: readonly string[];
}

/** The filter as the last build has left it; null where it is to be built. What the compiler warned of is told again. */
export function unchangedFilter(
  ctx: CommandContext,
  compiler: Compiler,
  project: Project,
  filter: Filter,
  settings: BuildSettings,
): BuiltFilter | null {
  const started = performance.now();
  const { file, options } = planOf(project, filter, settings);
  const known = settings.force ? null : unchangedBuild(ctx, project, file, options);
  if (!known) return null;
  compiler.expect(options);
  const module = readModule(readFileSync(file));
  return { ...builtFilter(filter, settings, file, module, started), unchanged: true, inputs: known.inputs };
}

/**
 * Builds a filter of the project and writes module and source map.
 *
 * @throws MeshWasmError MW02xx where it does not compile, MW03xx where Envoy could not load it, MW0108 where a file cannot
 * be written; then nothing is changed.
 */
export async function buildFilter(
  ctx: CommandContext,
  compiler: Compiler,
  project: Project,
  filter: Filter,
  settings: BuildSettings,
): Promise<BuiltFilter> {
  const started = performance.now();
  const { file, options } = planOf(project, filter, settings);
  const result = await compileFilter(ctx, compiler, options);
  const module = readModule(result.wasm);
  assertLoadable(module);
  try {
    await makeFolder(settings.outDir);
    if (result.sourceMap !== null) await writeFile(`${file}.map`, result.sourceMap);
    // Moved into place, so that nobody who watches the file reads half of it.
    await writeFile(`${file}.new`, result.wasm);
    await rename(`${file}.new`, file);
  } catch (error) {
    throw writeFault(error, file);
  }
  await keepRecord(project.directory, file, options, result);
  return {
    ...builtFilter(filter, settings, file, module, started),
    unchanged: false,
    inputs: Object.keys(result.sources),
  };
}

/** Where a module goes, and what the compiler is asked for. */
function planOf(
  project: Project,
  filter: Filter,
  settings: BuildSettings,
): { file: string; options: ReturnType<typeof compileOptions> } {
  const sourceRoot = relative(settings.outDir, project.directory).split(sep).join("/");
  return {
    file: join(settings.outDir, moduleFileName(filter.name, settings.mode)),
    options: compileOptions(project, filter, { ...settings, sourceRoot }),
  };
}

function builtFilter(
  filter: Filter,
  settings: BuildSettings,
  file: string,
  module: WasmModule,
  started: number,
): Omit<BuiltFilter, "unchanged" | "inputs"> {
  return {
    filter: filter.name,
    mode: settings.mode,
    file,
    sourceMap: settings.sourceMap ? `${file}.map` : null,
    size: module.size,
    milliseconds: Math.round(performance.now() - started),
    rootIds: module.metadata?.rootIds ?? [],
    sizeLimit: filter.sizeLimit ?? null,
    functions: module.functions,
  };
}
