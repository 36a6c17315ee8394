import { readFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { MeshWasmError, makeFolder } from "../../core/index.ts";
import {
  assertLoadable,
  type CompileResult,
  type Compiler,
  type FunctionSize,
  readModule,
} from "../../module/index.ts";
import type { Filter } from "../config/filters.ts";
import type { Project } from "../config/load.ts";
import type { CommandContext } from "../framework/context.ts";
import { writeFault } from "../framework/file-fault.ts";

/** How filters are built. */
export interface BuildSettings {
  mode: "release" | "debug";
  names: boolean;
  sourceMap: boolean;
  /** Absolute. */
  outDir: string;
  ascFlags: readonly string[];
  /** Count what runs of the sources. Default: false. */
  coverage?: boolean;
}

/** A filter that was built. */
export interface BuiltFilter {
  filter: string;
  mode: "release" | "debug";
  /** Absolute path of the module. */
  file: string;
  /** Absolute path of its source map; null for none. */
  sourceMap: string | null;
  /** Bytes. */
  size: number;
  milliseconds: number;
  rootIds: readonly string[];
  /** The limit that it keeps to, in bytes; null for none. */
  sizeLimit: number | null;
  /** Its functions, the largest first. */
  functions: readonly FunctionSize[];
  /** Files that it was built from, absolute. */
  inputs: readonly string[];
}

/** What a build that only looks and writes nothing needs. */
export type CompileSettings = Omit<BuildSettings, "outDir"> & {
  /** Where the project's folder is, seen from the source map. */
  sourceRoot?: string;
};

/** Compiles a filter of the project and writes nothing. Warnings of the compiler go to the context. */
export async function compileFilter(
  ctx: CommandContext,
  compiler: Compiler,
  project: Project,
  filter: Filter,
  settings: CompileSettings,
): Promise<CompileResult> {
  const result = await compiler.compile({
    entry: filter.entry,
    projectDir: project.directory,
    name: filter.name,
    fileName: moduleFileName(filter.name, settings.mode),
    version: projectVersion(project),
    mode: settings.mode,
    names: settings.names,
    sourceMap: settings.sourceMap,
    ...(settings.sourceRoot === undefined ? {} : { sourceRoot: settings.sourceRoot }),
    ascFlags: [...settings.ascFlags],
    coverage: settings.coverage ?? false,
  });
  if (result.metadata.rootIds.length === 0) {
    throw new MeshWasmError("MW0205", `the source of ${filter.name} registers no plugin`, {
      hint: `end it with registerPlugin<YourPlugin>("${filter.name}")`,
    });
  }
  for (const { file, line, column, code, message } of result.warnings) {
    ctx.warn(file === null ? `${code}: ${message}` : `${file}:${line}:${column} ${code}: ${message}`);
  }
  return result;
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
  const { wasm, sourceMap, metadata, durationMs, inputs } = await compileFilter(ctx, compiler, project, filter, {
    ...settings,
    sourceRoot: relative(settings.outDir, project.directory).split(sep).join("/"),
  });
  const module = readModule(wasm);
  assertLoadable(module);
  const file = join(settings.outDir, moduleFileName(filter.name, settings.mode));
  try {
    await makeFolder(settings.outDir);
    if (sourceMap !== null) await writeFile(`${file}.map`, sourceMap);
    // Moved into place, so that nobody who watches the file reads half of it.
    await writeFile(`${file}.new`, wasm);
    await rename(`${file}.new`, file);
  } catch (error) {
    throw writeFault(error, file);
  }
  return {
    filter: filter.name,
    mode: settings.mode,
    file,
    sourceMap: sourceMap === null ? null : `${file}.map`,
    size: wasm.length,
    milliseconds: Math.round(durationMs),
    rootIds: metadata.rootIds,
    sizeLimit: filter.sizeLimit ?? null,
    functions: module.functions,
    inputs,
  };
}

function moduleFileName(name: string, mode: BuildSettings["mode"]): string {
  return mode === "release" ? `${name}.wasm` : `${name}.debug.wasm`;
}

function projectVersion({ directory }: Project): string {
  try {
    return JSON.parse(readFileSync(join(directory, "package.json"), "utf8")).version ?? "0.0.0";
  } catch {
    return "0.0.0";
  }
}
