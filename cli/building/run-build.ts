import { resolve } from "node:path";
import { MeshWasmError } from "../../core/index.ts";
import { type Compiler, createCompiler } from "../../module/index.ts";
import { type Filter, filterNamed, filtersOf } from "../config/filters.ts";
import { loadProject, outDirOf, type Project } from "../config/load.ts";
import { sizeOption } from "../config/size.ts";
import type { Outcome } from "../framework/command.ts";
import type { CommandContext } from "../framework/context.ts";
import type { BuildSettings, BuiltFilter } from "./build-filter.ts";
import { buildShown } from "./build-shown.ts";
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
}

/** Builds the filters of the project, and again after each change with `watch`. */
export async function runBuild(ctx: CommandContext, options: BuildOptions): Promise<Outcome<BuildReport>> {
  if (options.watch && ctx.global.json) {
    throw new MeshWasmError("MW0106", "--watch prints a line for each build, --json one document at the end");
  }
  const plan = await planOf(ctx, options);
  const compiler = createCompiler({ keepWarm: options.watch });
  ctx.defer(() => compiler.close());
  if (options.watch) return watching(ctx, compiler, plan, () => planOf(ctx, options));

  const { project, filters, settings } = plan;
  const built: BuiltFilter[] = [];
  for (const filter of filters) built.push(await buildShown(ctx, compiler, project, filter, settings));
  return { result: { modules: built.map((row) => reported(row, options.report)) }, failure: sizeFailure(built) };
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

  async function buildAll({ project, filters, settings }: BuildPlan): Promise<BuiltFilter[]> {
    const built: BuiltFilter[] = [];
    for (const filter of filters) {
      try {
        built.push(await buildShown(ctx, compiler, project, filter, settings));
      } catch (error) {
        if (ctx.signal.aborted) throw error;
        ctx.showError(error);
      }
    }
    const failure = sizeFailure(built);
    if (failure) ctx.showError(failure);
    watch.matter(built.length < filters.length ? null : built.flatMap(({ inputs }) => inputs));
    return built;
  }

  async function buildAgain(): Promise<void> {
    try {
      await buildAll(await planAgain());
    } catch (error) {
      if (ctx.signal.aborted) throw error;
      ctx.showError(error); // of the configuration
    }
  }

  const first = await buildAll(plan);
  return {
    result: { modules: first.map((row) => reported(row, false)) },
    async stay() {
      ctx.note("watching for changes; Ctrl-C ends");
      while ((await watch.changes()).length > 0) await buildAgain();
    },
  };
}

function reported({ functions, inputs: _, ...row }: BuiltFilter, withFunctions: boolean): BuildRow {
  if (!withFunctions) return row;
  return { ...row, functions: functions.map(({ name, size }) => ({ name, size })) };
}
