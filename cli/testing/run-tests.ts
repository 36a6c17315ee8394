import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { MeshWasmError } from "../../core/index.ts";
import { type Compiler, createCompiler } from "../../module/index.ts";
import { coverageVariable } from "../../testing/coverage/vm-counts.ts";
import type { EngineName } from "../../testing/index.ts";
import { manifestVariable } from "../../testing/modules/manifest.ts";
import { watchProject } from "../building/watch-project.ts";
import { loadProject, type Project } from "../config/load.ts";
import type { Outcome } from "../framework/command.ts";
import type { CommandContext } from "../framework/context.ts";
import { buildTestModules } from "./build-test-modules.ts";
import { reportTestCoverage } from "./report-test-coverage.ts";
import type { TestCounts, TestRun, TestTarget } from "./test-run.ts";

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
  reporter: string | undefined;
  outputFile: string | undefined;
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
  const compiler = createCompiler({ keepWarm: options.watch });
  ctx.defer(() => compiler.close());
  const runs: TestReport["runs"] = [];
  const [first] = targetsOf(options);
  if (options.watch && first) return watching(ctx, compiler, project, options, first);
  for (const target of targetsOf(options)) {
    if (runs.length > 0 || targetsOf(options).length > 1) ctx.note(titleOf(target));
    runs.push({ ...target, ...(await runOn(ctx, compiler, project, options, target)) });
  }
  const covered = options.coverage ? await reportTestCoverage(ctx, project) : undefined;
  return { result: { runs }, failure: failureOf(runs, options) ?? covered };
}

function checkOptions(ctx: CommandContext, { watch, engine, coverage }: TestOptions): void {
  if (watch && ctx.global.json) {
    throw new MeshWasmError("MW0106", "--watch goes on for ever, --json prints one document at the end");
  }
  if (coverage && engine !== "host") {
    throw new MeshWasmError(
      "MW0106",
      `--coverage reads the memory of modules, which the engine ${engine} does not show`,
      {
        hint: "leave --engine away",
      },
    );
  }
}

function checkVitest({ directory }: Project): void {
  try {
    createRequire(join(directory, "package.json")).resolve("vitest/node");
  } catch (error) {
    throw new MeshWasmError("MW0417", `there is no vitest in ${directory}`, { cause: error });
  }
}

function targetsOf({ mode, engine, envoy }: TestOptions): TestTarget[] {
  const modes = mode === "both" ? (["release", "debug"] as const) : [mode];
  const versions = envoy === undefined ? [undefined] : envoy.split(",").map((version) => version.trim());
  return modes.flatMap((one) => versions.map((envoyVersion) => ({ mode: one, engine, envoyVersion })));
}

function titleOf({ mode, engine, envoyVersion }: TestTarget): string {
  const version = envoyVersion === undefined ? "" : ` as Envoy ${envoyVersion}`;
  return engine === "host"
    ? `${mode} on the host${version}`
    : `${mode} in ${engine}${envoyVersion ? ` ${envoyVersion}` : ""}`;
}

function moduleDirOf(project: Project, { mode }: TestTarget): string {
  return join(project.directory, ".mesh-wasm/test", mode);
}

async function runOn(
  ctx: CommandContext,
  compiler: Compiler,
  project: Project,
  options: TestOptions,
  target: TestTarget,
): Promise<TestCounts> {
  const directory = moduleDirOf(project, target);
  const settings = { ...options, mode: target.mode, directory };
  const { manifest, errors } = await buildTestModules(ctx, compiler, project, settings);
  for (const error of errors) ctx.showError(error);
  const folder = await mkdtemp(join(tmpdir(), "mesh-wasm-test-"));
  ctx.defer(() => rm(folder, { recursive: true, force: true }));
  const run = runOf(project, options, directory, join(folder, "result.json"));
  await runVitest(ctx, run, environmentOf(project, options, target, manifest));
  if (!existsSync(run.resultFile)) throw new MeshWasmError("MW0410", "vitest has ended before its tests");
  return JSON.parse(await readFile(run.resultFile, "utf8")) as TestCounts;
}

async function watching(
  ctx: CommandContext,
  compiler: Compiler,
  project: Project,
  options: TestOptions,
  target: TestTarget,
): Promise<Outcome<TestReport>> {
  const directory = moduleDirOf(project, target);
  const watch = await watchProject(ctx, { folder: project.directory, ignored: directory, files: [] });

  async function build(): Promise<string> {
    const { manifest, inputs, errors } = await buildTestModules(ctx, compiler, project, {
      ...options,
      mode: target.mode,
      directory,
    });
    for (const error of errors) ctx.showError(error);
    watch.matter(inputs);
    return manifest;
  }

  const manifest = await build();
  return {
    result: { runs: [] },
    async stay() {
      const run = runOf(project, options, directory, join(directory, "result.json"));
      const ended = runVitest(ctx, run, environmentOf(project, options, target, manifest));
      const rebuilt = (async () => {
        while ((await watch.changes()).length > 0) await build();
      })();
      await Promise.race([ended, rebuilt]);
    },
  };
}

function runOf(project: Project, options: TestOptions, moduleDir: string, resultFile: string): TestRun {
  const { files, testNamePattern, update, watch, coverage, reporter, outputFile } = options;
  return {
    projectDir: project.directory,
    files,
    testNamePattern,
    update,
    watch,
    reporters: reporter === undefined ? [] : reporter.split(","),
    outputFile: outputFile === undefined ? undefined : resolve(project.directory, outputFile),
    resultFile,
    coverage,
    moduleDir,
  };
}

function environmentOf(
  project: Project,
  { coverage }: TestOptions,
  { engine, envoyVersion }: TestTarget,
  manifest: string,
): Record<string, string> {
  return {
    [manifestVariable]: manifest,
    MESH_WASM_ENGINE: engine,
    ...(envoyVersion === undefined ? {} : { MESH_WASM_ENVOY: envoyVersion }),
    ...(coverage ? { [coverageVariable]: coverageDirOf(project) } : {}),
  };
}

/** Where runs keep what was counted. */
export function coverageDirOf({ directory }: Project): string {
  return join(directory, ".mesh-wasm/coverage");
}

/** Runs vitest in a process of its own, with its output on this one's. */
async function runVitest(ctx: CommandContext, run: TestRun, env: Record<string, string>): Promise<void> {
  // Node 20 runs no TypeScript, so the runner is the built file also where this one runs from source
  const runner = createRequire(import.meta.url).resolve("#vitest-runner");
  const colours = ctx.stdout.isTTY ? { FORCE_COLOR: "1" } : {};
  const child = ctx.spawn(process.execPath, [runner, JSON.stringify(run)], {
    cwd: run.projectDir,
    env: { ...ctx.env, ...colours, ...env },
    stdio: run.watch ? "inherit" : ["ignore", "pipe", "pipe"],
  });
  const show = ctx.global.json ? undefined : (text: Buffer) => ctx.stdout.write(text);
  child.stdout?.on("data", show ?? (() => {}));
  child.stderr?.on("data", (text: Buffer) => {
    if (!ctx.global.json) ctx.stderr.write(text);
  });
  ctx.signal.addEventListener("abort", () => child.kill("SIGINT"));
  await new Promise<void>((done, fail) => child.once("close", () => done()).once("error", fail));
}

function failureOf(runs: TestReport["runs"], { files, testNamePattern }: TestOptions): MeshWasmError | undefined {
  const failed = runs.reduce((sum, run) => sum + run.failed, 0);
  const broken = runs.reduce((sum, run) => sum + run.brokenFiles, 0);
  if (failed + broken > 0) return new MeshWasmError("MW0410", sentenceOf(failed, broken));
  const asksByName = testNamePattern !== undefined;
  const found = runs.reduce((sum, { passed, skipped }) => sum + passed + (asksByName ? 0 : skipped), 0);
  if (found > 0) return undefined;
  const asked = [...files, ...(testNamePattern === undefined ? [] : [testNamePattern])].join(" ");
  return new MeshWasmError("MW0418", asked === "" ? "the project has no tests" : `no test fits ${asked}`);
}

function sentenceOf(failed: number, broken: number): string {
  const tests = failed === 0 ? [] : [failed === 1 ? "1 test has failed" : `${failed} tests have failed`];
  const files =
    broken === 0 ? [] : [broken === 1 ? "1 file could not be loaded" : `${broken} files could not be loaded`];
  return [...tests, ...files].join(", ");
}
