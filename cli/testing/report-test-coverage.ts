import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  clearCoverage,
  collectCoverage,
  readCoverage,
  reportCoverage,
  writeCoverage,
} from "../../module/coverage/index.ts";
import type { Project } from "../config/load.ts";
import type { CommandContext } from "../framework/context.ts";
import { coverageDirOf } from "./test-targets.ts";

/**
 * Makes the reports of what tests have covered: a table, and lcov with HTML in the folder `coverage`.
 *
 * @param modules Files of all filters: one that no test loads is not covered at all, which the reports are to show.
 */
export async function reportTestCoverage(
  ctx: CommandContext,
  project: Project,
  modules: readonly string[],
): Promise<void> {
  const counts = coverageDirOf(project);
  for (const module of modules) collectCoverage(readFileSync(module), null, project.directory);
  writeCoverage(counts);
  const map = readCoverage(counts);
  clearCoverage(counts);
  const directory = join(project.directory, "coverage");
  const table = await reportCoverage(map, { directory, projectDir: project.directory });
  if (!ctx.global.json) ctx.stdout.write(table);
  ctx.note(`coverage: ${join(directory, "lcov-report/index.html")}`);
}
