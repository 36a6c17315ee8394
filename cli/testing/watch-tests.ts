import { join } from "node:path";
import type { Compiler } from "../../module/index.ts";
import { watchProject } from "../building/watch-project.ts";
import { loadProject, type Project } from "../config/load.ts";
import type { Outcome } from "../framework/command.ts";
import type { CommandContext } from "../framework/context.ts";
import { buildTestModules, type TestModules } from "./build-test-modules.ts";
import type { TestOptions, TestReport } from "./run-tests.ts";
import type { TestTarget } from "./test-run.ts";
import { moduleDirOf } from "./test-targets.ts";
import { startVitest, testEnvironment, testRunOf } from "./vitest-process.ts";

/**
 * Runs the tests after each change. Vitest sees changes of tests, this process those of filters; tests wait until filters that
 * were saved with them are built.
 */
export async function watchTests(
  ctx: CommandContext,
  compiler: Compiler,
  project: Project,
  options: TestOptions,
  target: TestTarget,
): Promise<Outcome<TestReport>> {
  const directory = moduleDirOf(project, target, options);
  const watch = await watchProject(ctx, { folder: project.directory, ignored: directory, files: [project.path] });
  const settings = { ...options, mode: target.mode, directory };
  let configured = project;

  async function build(how: { force: boolean; again: boolean }): Promise<TestModules> {
    const modules = await buildTestModules(ctx, compiler, configured, { ...settings, ...how });
    for (const error of modules.errors) ctx.showError(error);
    watch.matter(modules.inputs);
    return modules;
  }

  async function buildAgain(changed: readonly string[]): Promise<"run all" | "go on"> {
    try {
      if (changed.includes(project.path)) configured = await loadProject(ctx.cwd, ctx.global.config);
      const { isNew, errors } = await build({ force: false, again: true });
      return isNew && errors.length === 0 ? "run all" : "go on";
    } catch (error) {
      if (ctx.signal.aborted) throw error;
      ctx.showError(error); // of the configuration
      return "go on";
    }
  }

  const { manifest } = await build({ force: options.force, again: false });
  return {
    result: { runs: [] },
    async stay() {
      const run = testRunOf(ctx.cwd, project, options, join(directory, "result.json"));
      let isBuilding = false;
      const vitest = startVitest(ctx, run, testEnvironment(project, options, target, manifest), (paths) => {
        if (!watch.tell(paths) && !isBuilding) vitest.order("go on");
      });
      const rebuilt = (async () => {
        for (let changed = await watch.changes(); changed.length > 0; changed = await watch.changes()) {
          isBuilding = true;
          const order = await buildAgain(changed);
          isBuilding = false;
          vitest.order(order);
        }
      })();
      await Promise.race([vitest.ended, rebuilt]);
    },
  };
}
