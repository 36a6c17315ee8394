import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { MeshWasmError } from "../../core/index.ts";
import type { Compiler } from "../../module/index.ts";
import type { EngineName } from "../../testing/index.ts";
import { sessionCompiler } from "../building/session-compiler.ts";
import { loadProject, type Project } from "../config/load.ts";
import type { Outcome } from "../framework/command.ts";
import type { CommandContext } from "../framework/context.ts";
import { buildTestModules, type TestModules } from "./build-test-modules.ts";
import { checkReporters } from "./check-reporters.ts";
import { checkTestFiles } from "./check-test-files.ts";
import { checkOptions, checkReportFiles, checkVersions, checkVitest } from "./check-test-options.ts";
import { writeHtmlReport } from "./html-report.ts";
import { reportTestCoverage } from "./report-test-coverage.ts";
import { brokenFailure, failureOf } from "./test-failure.ts";
import { fileWords, reportersOf } from "./test-options.ts";
import { type TestCounts, type TestTarget, titleOf } from "./test-run.ts";
import { labelled, moduleDirOf, targetsOf } from "./test-targets.ts";
import { startVitest, testEnvironment, testRunOf } from "./vitest-process.ts";
import { watchTests } from "./watch-tests.ts";

/** What `test` was asked for. */
export interface TestOptions {
  files: string[];
  testNamePattern: string | undefined;
  mode: "release" | "debug" | "both";
  engine: EngineName;
  envoy: string | undefined;
  update: boolean;
  watch: boolean;
  coverage: boolean;
  force: boolean;
  reporter: string | undefined;
  outputFile: string | undefined;
  html: string | undefined;
}

/** What `test` found, by where the tests ran. */
export interface TestReport {
  runs: (TestTarget & TestCounts)[];
}

/** Builds the filters of the project and runs its tests, once for each mode and version that was asked for. */
export async function runTests(ctx: CommandContext, options: TestOptions): Promise<Outcome<TestReport>> {
  checkOptions(ctx, options);
  const project = await loadProject(ctx.cwd, ctx.global.config);
  checkVitest(project);
  await checkReporters(project, reportersOf(options));
  if (!options.watch) checkTestFiles(project, fileWords(ctx.cwd, options));
  await checkVersions(ctx, options);
  await checkReportFiles(ctx.cwd, options);
  const compiler = sessionCompiler(ctx, { keepWarm: options.watch });
  const [first] = targetsOf(options);
  if (options.watch && first) return watchTests(ctx, compiler, project, options, first);
  const runs: TestReport["runs"] = [];
  const modules: TestModules[] = [];
  const statuses: (number | null)[] = [];
  for (const target of targetsOf(options)) {
    if (runs.length > 0 || targetsOf(options).length > 1) ctx.note(titleOf(target));
    const made = await runOn(ctx, compiler, project, options, target);
    runs.push({ ...target, ...made.counts });
    modules.push(made.modules);
    statuses.push(made.status);
  }
  if (options.html !== undefined) await writeHtmlReport(resolve(ctx.cwd, options.html), runs);
  if (options.coverage) await reportTestCoverage(ctx, project, [...new Set(modules.flatMap(({ files }) => files))]);
  const broken = modules.flatMap(({ errors }) => errors);
  return { result: { runs }, failure: failureOf(runs, statuses, options) ?? brokenFailure(broken) };
}

async function runOn(
  ctx: CommandContext,
  compiler: Compiler,
  project: Project,
  options: TestOptions,
  target: TestTarget,
): Promise<{ counts: TestCounts; modules: TestModules; status: number | null }> {
  const directory = moduleDirOf(project, target, options);
  const settings = { ...options, mode: target.mode, directory };
  const modules = await buildTestModules(ctx, compiler, project, settings);
  for (const error of modules.errors) ctx.showError(error);
  const folder = await mkdtemp(join(tmpdir(), "mesh-wasm-test-"));
  ctx.defer(() => rm(folder, { recursive: true, force: true }));
  const run = testRunOf(ctx.cwd, project, options, join(folder, "result.json"));
  if (targetsOf(options).length > 1) run.outputFile = labelled(run.outputFile, target);
  const status = await startVitest(ctx, run, testEnvironment(project, options, target, modules.manifest)).ended;
  if (!existsSync(run.resultFile)) throw new MeshWasmError("MW0410", "vitest has ended before its tests");
  return { counts: JSON.parse(await readFile(run.resultFile, "utf8")) as TestCounts, modules, status };
}
