import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { MeshWasmError } from "../../core/index.ts";
import type { Compiler } from "../../module/index.ts";
import { buildFilter } from "../building/build-filter.ts";
import { type Filter, filtersOf } from "../config/filters.ts";
import type { Project } from "../config/load.ts";
import type { CommandContext } from "../framework/context.ts";

/** Modules that were built for tests. */
export interface TestModules {
  /** The file that tells tests where they are. */
  manifest: string;
  /** Files that they were built from; null where one did not compile, for then not all are known. */
  inputs: string[] | null;
  /** Why filters have no module. */
  errors: MeshWasmError[];
}

/**
 * Builds the filters of a project for its tests. One that does not compile takes nothing from the others: its tests fail with
 * the compiler's words.
 */
export async function buildTestModules(
  ctx: CommandContext,
  compiler: Compiler,
  project: Project,
  options: { mode: "release" | "debug"; coverage: boolean; directory: string },
): Promise<TestModules> {
  const { mode, coverage, directory } = options;
  const filters: Record<string, object> = {};
  const inputs: string[] = [];
  const errors: MeshWasmError[] = [];
  for (const filter of filtersOf(project)) {
    const step = ctx.progress.step(`Building ${filter.name}`);
    try {
      const settings = { mode, coverage, names: true, sourceMap: true, outDir: directory, ascFlags: [] };
      const built = await buildFilter(ctx, compiler, project, filter, settings);
      filters[filter.name] = entryOf(filter, built.file, built.sourceMap);
      inputs.push(...built.inputs);
      step.done(`Built ${filter.name}`);
    } catch (error) {
      step.fail();
      if (!(error instanceof MeshWasmError)) throw error;
      errors.push(error);
      filters[filter.name] = { ...entryOf(filter, "", null), error: [error.message, ...error.details].join("\n") };
    }
  }
  await mkdir(directory, { recursive: true });
  const manifest = join(directory, "manifest.json");
  await writeFile(manifest, JSON.stringify({ filters }, null, 2));
  return { manifest, inputs: errors.length > 0 ? null : inputs, errors };
}

function entryOf({ name }: Filter, module: string, sourceMap: string | null): object {
  return { name, module, sourceMap, rootId: null };
}
