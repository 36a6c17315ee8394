import { resolve } from "node:path";
import { MeshWasmError } from "../../core/index.ts";
import type { Compiler } from "../../module/index.ts";
import { type Filter, filterNamed, filtersOf } from "../config/filters.ts";
import { loadProject, outDirOf, type Project } from "../config/load.ts";
import { sizeOption } from "../config/size.ts";
import type { Outcome } from "../framework/command.ts";
import type { CommandContext } from "../framework/context.ts";
import { type JsonError, jsonError } from "../framework/report.ts";
import { type BuildFailure, type BuiltFilters, buildEach, distinctErrors } from "./build-each.ts";
import type { BuildSettings, BuiltFilter } from "./build-filter.ts";
import { sessionCompiler } from "./session-compiler.ts";
import { sizeFailure } from "./size-failure.ts";
import { watchProject } from "./watch-project.ts";

/** What `build` was asked for; undefined where it was not said. */
export interface BuildOptions {
  mode: "release" | "debug";
  filter: string | undefined;
  outDir: string | undefined;
  names: boolean | undefined;
  sourceMap: boolean | undefined;
  sizeLimit: string | undefined;
  report: boolean;
  force: boolean;
  watch: boolean;
  rest: string[];
}

/** One row of what `build` made. */
export type BuildRow = Omit<BuiltFilter, "functions" | "inputs"> & {
  /** With `--report`: the functions of the module, the largest first. */
  functions?: { name: string; size: number }[];
};

/** What `build` made. */
export interface BuildReport {
  modules: BuildRow[];
  /** Filters that could not be built. */
  failures: (Pick<BuildFailure, "filter"> & { error: JsonError })[];
}

/** Builds the filters of the project, and again after each change with `watch`. */
export async function runBuild(ctx: CommandContext, options: BuildOptions): Promise<Outcome<BuildReport>> {
  if (options.watch && ctx.global.json) {
    throw new MeshWasmError("MW0106", "--watch prints a line for each build, --json one document at the end");
  }
  const plan = await planOf(ctx, options);
  const compiler = sessionCompiler(ctx, { keepWarm: options.watch });
  if (options.watch) return watching(ctx, compiler, plan, () => planOf(ctx, { ...options, force: false }));

  const { project, filters, settings } = plan;
  const made = await buildEach(ctx, compiler, project, filters, settings);
  return { result: reportOf(made, options.report), failure: failureOf(ctx, made) };
}

/** What is wrong, as one error. Where there is more, all of it is shown before, if the report does not tell it. */
function failureOf(ctx: CommandContext, made: BuiltFilters): MeshWasmError | undefined {
  const errors = faultsOf(made);
  const [first, second] = errors;
  if (!first || !second) return first;
  if (!ctx.global.json) for (const error of errors) ctx.showError(error);
  return new MeshWasmError(first.code, `not built: ${made.failures.map(({ filter }) => filter).join(", ")}`, {
    hint: "the errors are above, each with what to do",
  });
}

/** Why filters could not be built, and which are too large. */
function faultsOf({ built, failures }: BuiltFilters): MeshWasmError[] {
  const large = sizeFailure(built);
  return [...distinctErrors(failures.map(({ error }) => error)), ...(large ? [large] : [])];
}

/** What is to be built, and how: of the options and of the project's configuration. */
interface BuildPlan {
  project: Project;
  filters: Filter[];
  settings: BuildSettings;
}

async function planOf(ctx: CommandContext, options: BuildOptions): Promise<BuildPlan> {
  const project = await loadProject(ctx.cwd, ctx.global.config);
  const limit = sizeOption(options.sizeLimit);
  const filters = options.filter ? [filterNamed(project, options.filter)] : filtersOf(project);
  return {
    project,
    filters: filters.map((filter) => ({ ...filter, sizeLimit: limit ?? filter.sizeLimit })),
    settings: settingsOf(ctx, project, options),
  };
}

function settingsOf(ctx: CommandContext, project: Project, options: BuildOptions): BuildSettings {
  return {
    mode: options.mode,
    names: options.names ?? true,
    sourceMap: options.sourceMap ?? true,
    outDir: options.outDir ? resolve(ctx.cwd, options.outDir) : outDirOf(project),
    ascFlags: options.rest,
    force: options.force,
  };
}

async function watching(
  ctx: CommandContext,
  compiler: Compiler,
  plan: BuildPlan,
  planAgain: () => Promise<BuildPlan>,
): Promise<Outcome<BuildReport>> {
  const { path, directory } = plan.project;
  const watch = await watchProject(ctx, { folder: directory, ignored: plan.settings.outDir, files: [path] });

  async function buildAll({ project, filters, settings }: BuildPlan, again: boolean): Promise<BuiltFilters> {
    const made = await buildEach(ctx, compiler, project, filters, { ...settings, again });
    for (const error of faultsOf(made)) ctx.showError(error);
    watch.matter(made.failures.length > 0 ? null : made.built.flatMap(({ inputs }) => inputs));
    return made;
  }

  async function buildAgain(): Promise<void> {
    try {
      await buildAll(await planAgain(), true);
    } catch (error) {
      if (ctx.signal.aborted) throw error;
      ctx.showError(error); // of the configuration
    }
  }

  const first = await buildAll(plan, false);
  return {
    result: reportOf(first, false),
    async stay() {
      ctx.note("watching for changes; Ctrl-C ends");
      while ((await watch.changes()).length > 0) await buildAgain();
    },
  };
}

function reportOf({ built, failures }: BuiltFilters, withFunctions: boolean): BuildReport {
  return {
    modules: built.map((row) => rowOf(row, withFunctions)),
    failures: failures.map(({ filter, error }) => ({ filter, error: jsonError(error) })),
  };
}

function rowOf({ functions, inputs: _, ...row }: BuiltFilter, withFunctions: boolean): BuildRow {
  if (!withFunctions) return row;
  return { ...row, functions: functions.map(({ name, size }) => ({ name, size })) };
}
