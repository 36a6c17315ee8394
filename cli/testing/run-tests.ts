import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, parse, resolve } from "node:path";
import { MeshWasmError } from "../../core/index.ts";
import { findOrInstallEnvoy } from "../../envoy/index.ts";
import { type Compiler, createCompiler } from "../../module/index.ts";
import { coverageVariable } from "../../testing/coverage/vm-counts.ts";
import { likeEnvoy } from "../../testing/engines/host/like-envoy.ts";
import type { EngineName } from "../../testing/index.ts";
import { manifestVariable } from "../../testing/modules/manifest.ts";
import { watchProject } from "../building/watch-project.ts";
import { loadProject, type Project } from "../config/load.ts";
import type { Outcome } from "../framework/command.ts";
import type { CommandContext } from "../framework/context.ts";
import { buildTestModules, type TestModules } from "./build-test-modules.ts";
import { writeHtmlReport } from "./html-report.ts";
import { reportTestCoverage } from "./report-test-coverage.ts";
import { type TestCounts, type TestRun, type TestTarget, titleOf } from "./test-run.ts";

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
  await checkVersions(ctx, options);
  const compiler = createCompiler({ keepWarm: options.watch });
  ctx.defer(() => compiler.close());
  const runs: TestReport["runs"] = [];
  const broken: MeshWasmError[] = [];
  const [first] = targetsOf(options);
  if (options.watch && first) return watching(ctx, compiler, project, options, first);
  for (const target of targetsOf(options)) {
    if (runs.length > 0 || targetsOf(options).length > 1) ctx.note(titleOf(target));
    const { counts, errors } = await runOn(ctx, compiler, project, options, target);
    runs.push({ ...target, ...counts });
    broken.push(...errors);
  }
  if (options.html !== undefined) await writeHtmlReport(resolve(ctx.cwd, options.html), runs);
  const covered = options.coverage ? await reportTestCoverage(ctx, project) : undefined;
  return { result: { runs }, failure: failureOf(runs, options) ?? brokenFailure(broken) ?? covered };
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

/** Versions that there are not are told before anything is built; Envoys that there are not yet are installed. */
async function checkVersions(ctx: CommandContext, options: TestOptions): Promise<void> {
  for (const { engine, envoyVersion: version } of targetsOf({ ...options, mode: "release" })) {
    if (version === undefined) continue;
    if (engine === "envoy") await findOrInstallEnvoy(ctx, { version });
    else if (engine === "host") likeEnvoy(version);
  }
}

function targetsOf({ mode, engine, envoy }: TestOptions): TestTarget[] {
  const modes = mode === "both" ? (["release", "debug"] as const) : [mode];
  const versions = envoy === undefined ? [undefined] : envoy.split(",").map((version) => version.trim());
  return modes.flatMap((one) => versions.map((envoyVersion) => ({ mode: one, engine, envoyVersion })));
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
): Promise<{ counts: TestCounts; errors: MeshWasmError[] }> {
  const directory = moduleDirOf(project, target);
  const settings = { ...options, mode: target.mode, directory };
  const { manifest, errors } = await buildTestModules(ctx, compiler, project, settings);
  for (const error of errors) ctx.showError(error);
  const folder = await mkdtemp(join(tmpdir(), "mesh-wasm-test-"));
  ctx.defer(() => rm(folder, { recursive: true, force: true }));
  const run = runOf(project, options, join(folder, "result.json"));
  if (targetsOf(options).length > 1) run.outputFile = labelled(run.outputFile, target);
  await startVitest(ctx, run, environmentOf(project, options, target, manifest)).ended;
  if (!existsSync(run.resultFile)) throw new MeshWasmError("MW0410", "vitest has ended before its tests");
  return { counts: JSON.parse(await readFile(run.resultFile, "utf8")) as TestCounts, errors };
}

async function watching(
  ctx: CommandContext,
  compiler: Compiler,
  project: Project,
  options: TestOptions,
  target: TestTarget,
): Promise<Outcome<TestReport>> {
  const directory = moduleDirOf(project, target);
  const watch = await watchProject(ctx, { folder: project.directory, ignored: directory, files: [project.path] });
  const settings = { ...options, mode: target.mode, directory };
  let configured = project;
  let modules = await buildTestModules(ctx, compiler, project, settings);

  function told(): void {
    for (const error of modules.errors) ctx.showError(error);
    watch.matter(modules.inputs);
  }

  /** With another configuration everything is built anew. */
  async function buildAgain(changed: readonly string[]): Promise<TestModules> {
    if (!changed.includes(project.path))
      return await buildTestModules(ctx, compiler, configured, settings, { before: modules, changed });
    configured = await loadProject(ctx.cwd, ctx.global.config);
    return await buildTestModules(ctx, compiler, configured, settings);
  }

  told();
  return {
    result: { runs: [] },
    async stay() {
      const run = runOf(project, options, join(directory, "result.json"));
      const vitest = startVitest(ctx, run, environmentOf(project, options, target, modules.manifest));
      const rebuilt = (async () => {
        for (let changed = await watch.changes(); changed.length > 0; changed = await watch.changes()) {
          try {
            modules = await buildAgain(changed);
          } catch (error) {
            if (ctx.signal.aborted) throw error;
            ctx.showError(error); // of the configuration
            continue;
          }
          told();
          if (modules.errors.length === 0) vitest.runAgain();
        }
      })();
      await Promise.race([vitest.ended, rebuilt]);
    },
  };
}

function runOf(project: Project, options: TestOptions, resultFile: string): TestRun {
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

/** A file of its own for each of several runs: `junit.release-1.38.xml`. */
function labelled(file: string | undefined, { mode, envoyVersion }: TestTarget): string | undefined {
  if (file === undefined) return undefined;
  const { dir, name, ext } = parse(file);
  return join(dir, [name, [mode, envoyVersion].filter((part) => part !== undefined).join("-")].join(".") + ext);
}

/** Where runs keep what was counted. */
export function coverageDirOf({ directory }: Project): string {
  return join(directory, ".mesh-wasm/coverage");
}

/** Runs vitest in a process of its own, with its output on this one's. */
function startVitest(ctx: CommandContext, run: TestRun, env: Record<string, string>): RunningVitest {
  // Node 20 runs no TypeScript, so the runner is the built file also where this one runs from source
  const runner = createRequire(import.meta.url).resolve("#vitest-runner");
  const colours = ctx.stdout.isTTY ? { FORCE_COLOR: "1" } : {};
  const child = ctx.spawn(process.execPath, [runner, JSON.stringify(run)], {
    cwd: run.projectDir,
    env: { ...ctx.env, ...colours, ...env },
    stdio: run.watch ? ["inherit", "inherit", "inherit", "ipc"] : ["ignore", "pipe", "pipe"],
  });
  child.stdout?.on("data", (text: Buffer) => {
    if (!ctx.global.json) ctx.stdout.write(String(text));
  });
  child.stderr?.on("data", (text: Buffer) => {
    if (!ctx.global.json) ctx.stderr.write(String(text));
  });
  ctx.signal.addEventListener("abort", () => child.kill("SIGINT"));
  return {
    ended: new Promise((resolve, reject) => child.once("close", () => resolve()).once("error", reject)),
    runAgain() {
      if (child.connected) child.send("again");
    },
  };
}

interface RunningVitest {
  ended: Promise<void>;
  /** Runs all tests once more; in watch mode only. */
  runAgain(): void;
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

/** A filter that does not compile is a failure, also where no test needs it. */
function brokenFailure(errors: readonly MeshWasmError[]): MeshWasmError | undefined {
  const [first] = errors;
  if (!first) return undefined;
  const what = errors.length === 1 ? "a filter could not be built" : `${errors.length} filters could not be built`;
  return new MeshWasmError(first.code, `${what}: ${first.message}`);
}

function sentenceOf(failed: number, broken: number): string {
  const tests = failed === 0 ? [] : [failed === 1 ? "1 test has failed" : `${failed} tests have failed`];
  const files =
    broken === 0 ? [] : [broken === 1 ? "1 file could not be loaded" : `${broken} files could not be loaded`];
  return [...tests, ...files].join(", ");
}
