import { readFileSync } from "node:fs";
import { join } from "node:path";
import { MeshWasmError } from "../../core/index.ts";
import type { CompileOptions, CompileResult, Compiler, Diagnostic } from "../../module/index.ts";
import type { Filter } from "../config/filters.ts";
import type { Project } from "../config/load.ts";
import type { CommandContext } from "../framework/context.ts";

/** How filters are compiled. */
export interface CompileSettings {
  mode: "release" | "debug";
  names: boolean;
  sourceMap: boolean;
  ascFlags: readonly string[];
  /** Count what runs of the sources. Default: false. */
  coverage?: boolean;
  /** Where the project's folder is, seen from the source map. */
  sourceRoot?: string;
}

/** What the compiler is asked for. */
export function compileOptions(project: Project, filter: Filter, settings: CompileSettings): CompileOptions {
  return {
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
  };
}

/** Compiles a filter of the project and writes nothing. Warnings of the compiler go to the context. */
export async function compileFilter(
  ctx: CommandContext,
  compiler: Compiler,
  options: CompileOptions,
): Promise<CompileResult> {
  const result = await compiler.compile(options);
  if (result.metadata.rootIds.length === 0) {
    throw new MeshWasmError("MW0205", `the source of ${options.name} registers no plugin`, {
      hint: `end it with registerPlugin<YourPlugin>("${options.name}")`,
    });
  }
  warnOf(ctx, result.warnings);
  return result;
}

/** Shows what the compiler warns of. */
export function warnOf(ctx: CommandContext, warnings: readonly Diagnostic[]): void {
  for (const { file, line, column, code, message } of warnings) {
    ctx.warn(file === null ? `${code}: ${message}` : `${file}:${line}:${column} ${code}: ${message}`);
  }
}

/** The name of the file that a module goes to. */
export function moduleFileName(name: string, mode: CompileSettings["mode"]): string {
  return mode === "release" ? `${name}.wasm` : `${name}.debug.wasm`;
}

function projectVersion({ directory }: Project): string {
  try {
    return JSON.parse(readFileSync(join(directory, "package.json"), "utf8")).version ?? "0.0.0";
  } catch {
    return "0.0.0";
  }
}
