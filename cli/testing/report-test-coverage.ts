import { join } from "node:path";
import type { MeshWasmError } from "../../core/index.ts";
import { clearCoverage, readCoverage, reportCoverage } from "../../module/coverage/index.ts";
import type { Project } from "../config/load.ts";
import type { CommandContext } from "../framework/context.ts";
import { coverageDirOf } from "./run-tests.ts";

/** Makes the reports of what tests have covered: a table, and lcov with HTML in the folder `coverage`. */
export async function reportTestCoverage(ctx: CommandContext, project: Project): Promise<MeshWasmError | undefined> {
  const counts = coverageDirOf(project);
  const map = readCoverage(counts);
  clearCoverage(counts);
  const directory = join(project.directory, "coverage");
  const table = await reportCoverage(map, { directory, projectDir: project.directory });
  if (!ctx.global.json) ctx.stdout.write(table);
  ctx.note(`coverage: ${join(directory, "lcov-report/index.html")}`);
  return undefined;
}
