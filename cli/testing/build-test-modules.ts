import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { MeshWasmError, makeFolder } from "../../core/index.ts";
import type { Compiler } from "../../module/index.ts";
import type { ManifestFilter, TestManifest } from "../../testing/modules/manifest.ts";
import { buildShown } from "../building/build-shown.ts";
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
  /** What came of each filter, by its name. */
  filters: ReadonlyMap<string, TestModule>;
}

interface TestModule {
  entry: ManifestFilter;
  inputs: readonly string[];
  error: MeshWasmError | undefined;
}

/** What was built before, and which files have changed since. */
export interface ChangesSince {
  before: TestModules;
  changed: readonly string[];
}

/**
 * Builds the filters of a project for its tests; of those that were built before only what a change concerns. One that does not
 * compile takes nothing from the others: its tests fail with the compiler's words.
 */
export async function buildTestModules(
  ctx: CommandContext,
  compiler: Compiler,
  project: Project,
  options: { mode: "release" | "debug"; coverage: boolean; directory: string },
  since?: ChangesSince,
): Promise<TestModules> {
  const { mode, coverage, directory } = options;
  const settings = { mode, coverage, names: true, sourceMap: true, outDir: directory, ascFlags: [] };
  const filters = new Map<string, TestModule>();
  for (const filter of filtersOf(project)) {
    const known = since?.before.filters.get(filter.name);
    const isFresh = known && !known.error && !known.inputs.some((file) => since?.changed.includes(file));
    filters.set(filter.name, isFresh ? known : await build(ctx, compiler, project, filter, settings));
  }
  const modules = [...filters.values()];
  const errors = modules.flatMap(({ error }) => error ?? []);
  const manifest = join(directory, "manifest.json");
  const content: TestManifest = {
    filters: Object.fromEntries([...filters].map(([name, { entry }]) => [name, entry])),
  };
  await makeFolder(directory);
  await writeFile(manifest, JSON.stringify(content, null, 2));
  const inputs = errors.length > 0 ? null : modules.flatMap((module) => module.inputs);
  return { manifest, inputs, errors, filters };
}

async function build(
  ctx: CommandContext,
  compiler: Compiler,
  project: Project,
  filter: Filter,
  settings: Parameters<typeof buildShown>[4],
): Promise<TestModule> {
  const rootId = filter.rootId ?? null;
  try {
    const { file, sourceMap, inputs } = await buildShown(ctx, compiler, project, filter, settings);
    return { entry: { module: file, sourceMap, rootId }, inputs, error: undefined };
  } catch (error) {
    if (!(error instanceof MeshWasmError)) throw error;
    const words = [error.message, ...error.details].join("\n");
    return { entry: { module: "", sourceMap: null, rootId, error: words }, inputs: [], error };
  }
}
