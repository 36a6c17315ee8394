import { MeshWasmError } from "../../core/index.ts";
import type { Compiler } from "../../module/index.ts";
import type { Filter } from "../config/filters.ts";
import type { Project } from "../config/load.ts";
import type { CommandContext } from "../framework/context.ts";
import type { BuildSettings, BuiltFilter } from "./build-filter.ts";
import { buildShown } from "./build-shown.ts";

/** What came of building several filters. */
export interface BuiltFilters {
  built: BuiltFilter[];
  failures: BuildFailure[];
}

/** A filter that could not be built, and why. */
export interface BuildFailure {
  filter: string;
  error: MeshWasmError;
}

/**
 * Builds filters one after the other. One that cannot be built takes nothing from the others.
 *
 * @throws MeshWasmError of wrong usage, which is the same for all of them.
 */
export async function buildEach(
  ctx: CommandContext,
  compiler: Compiler,
  project: Project,
  filters: readonly Filter[],
  settings: BuildSettings,
): Promise<BuiltFilters> {
  const result: BuiltFilters = { built: [], failures: [] };
  for (const filter of filters) {
    try {
      result.built.push(await buildShown(ctx, compiler, project, filter, settings));
    } catch (error) {
      if (ctx.signal.aborted || !(error instanceof MeshWasmError) || error.exitCode === 2) throw error;
      result.failures.push({ filter: filter.name, error });
    }
  }
  return result;
}

/** Errors without those that say the same, as filters have that share a broken file. */
export function distinctErrors(errors: readonly MeshWasmError[]): MeshWasmError[] {
  return [...new Map(errors.map((error) => [[error.message, ...error.details].join("\n"), error])).values()];
}
