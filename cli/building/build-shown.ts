import type { Compiler } from "../../module/index.ts";
import type { Filter } from "../config/filters.ts";
import type { Project } from "../config/load.ts";
import { formatSize } from "../config/size.ts";
import type { CommandContext } from "../framework/context.ts";
import { type BuildSettings, type BuiltFilter, buildFilter } from "./build-filter.ts";

/** Builds a filter under a step that shows how it goes, or that nothing has changed. */
export async function buildShown(
  ctx: CommandContext,
  compiler: Compiler,
  project: Project,
  filter: Filter,
  settings: BuildSettings,
): Promise<BuiltFilter> {
  const step = ctx.progress.step(`building ${filter.name}`);
  try {
    const built = await buildFilter(ctx, compiler, project, filter, settings);
    const what = `${built.mode} ${formatSize(built.size)}`;
    if (built.unchanged) step.done(`${filter.name} is unchanged  ${what}`);
    else step.done(`built ${filter.name}  ${what} in ${built.milliseconds} ms`);
    return built;
  } catch (error) {
    step.fail();
    throw error;
  }
}
