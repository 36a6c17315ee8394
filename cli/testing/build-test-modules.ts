import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type MeshWasmError, makeFolder } from "../../core/index.ts";
import type { Compiler } from "../../module/index.ts";
import type { ManifestFilter, TestManifest } from "../../testing/modules/manifest.ts";
import { buildEach, distinctErrors } from "../building/build-each.ts";
import { type Filter, filtersOf } from "../config/filters.ts";
import type { Project } from "../config/load.ts";
import type { CommandContext } from "../framework/context.ts";

/** Modules that were built for tests. */
export interface TestModules {
  /** The file that tells tests where they are. */
  manifest: string;
  /** The modules, absolute. */
  files: string[];
  /** Whether they are others than those of the build before. */
  isNew: boolean;
  /** Files that they were built from; null where one did not compile, for then not all are known. */
  inputs: string[] | null;
  /** Why filters have no module. */
  errors: MeshWasmError[];
}

/** How modules are built for tests. */
export interface TestBuildOptions {
  mode: "release" | "debug";
  coverage: boolean;
  /** Compile also what has not changed. */
  force: boolean;
  /** That a filter has not changed is nothing to tell. */
  again?: boolean;
  /** Where they go. */
  directory: string;
}

/** Builds the filters of a project for its tests. The tests of one that cannot be built fail with the reason. */
export async function buildTestModules(
  ctx: CommandContext,
  compiler: Compiler,
  project: Project,
  { directory, ...options }: TestBuildOptions,
): Promise<TestModules> {
  const settings = { ...options, names: true, sourceMap: true, outDir: directory, ascFlags: [] };
  const filters = filtersOf(project);
  const { built, failures } = await buildEach(ctx, compiler, project, filters, settings);

  function entryOf({ name, ...filter }: Filter): ManifestFilter {
    const rootId = filter.rootId ?? null;
    const module = built.find(({ filter }) => filter === name);
    if (module) return { module: module.file, sourceMap: module.sourceMap, rootId };
    const error = failures.find(({ filter }) => filter === name)?.error;
    return { module: "", sourceMap: null, rootId, error: [error?.message, ...(error?.details ?? [])].join("\n") };
  }

  const manifest = join(directory, "manifest.json");
  const content: TestManifest = {
    filters: Object.fromEntries(filters.map((filter) => [filter.name, entryOf(filter)])),
  };
  const text = JSON.stringify(content, null, 2);
  const isNew = built.some(({ unchanged }) => !unchanged) || text !== textOf(manifest);
  await makeFolder(directory);
  await writeFile(manifest, text);
  return {
    manifest,
    isNew,
    files: built.map(({ file }) => file),
    inputs: failures.length > 0 ? null : built.flatMap(({ inputs }) => inputs),
    errors: distinctErrors(failures.map(({ error }) => error)),
  };
}

function textOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}
