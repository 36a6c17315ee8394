import { buildShown } from "../building/build-shown.ts";
import { sessionCompiler } from "../building/session-compiler.ts";
import { outDirOf } from "../config/load.ts";
import type { CommandContext } from "../framework/context.ts";
import type { Target } from "../run/target.ts";

/** Builds a filter as images have it, and answers the path of its module. */
export async function buildTarget(
  ctx: CommandContext,
  { project, filter }: Extract<Target, { kind: "filter" }>,
): Promise<string> {
  const settings = { mode: "release", outDir: outDirOf(project), names: true, sourceMap: true, ascFlags: [] } as const;
  return (await buildShown(ctx, sessionCompiler(ctx), project, filter, settings)).file;
}
