import type { Compiler } from "../../module/index.ts";
import type { Filter } from "../config/filters.ts";
import type { Project } from "../config/load.ts";
import { formatSize } from "../config/size.ts";
import type { CommandContext } from "../framework/context.ts";
import { shownStep } from "../framework/shown-step.ts";
import { type BuildSettings, type BuiltFilter, buildFilter, unchangedFilter } from "./build-filter.ts";

/** Builds a filter under a step that shows how it goes, or that nothing has changed. */
export async function buildShown(
  ctx: CommandContext,
  compiler: Compiler,
  project: Project,
  filter: Filter,
  settings: BuildSettings,
): Promise<BuiltFilter> {
  const known = unchangedFilter(ctx, compiler, project, filter, settings);
  if (known && !settings.again) ctx.progress.step(filter.name).done(`${filter.name} is unchanged  ${sizeOf(known)}`);
  if (known) return known;
  return shownStep(
    ctx,
    `building ${filter.name}`,
    (built) => `built ${filter.name}  ${sizeOf(built)} in ${built.milliseconds} ms`,
    () => buildFilter(ctx, compiler, project, filter, settings),
  );
}

function sizeOf({ mode, size }: BuiltFilter): string {
  return `${mode} ${formatSize(size)}`;
}
