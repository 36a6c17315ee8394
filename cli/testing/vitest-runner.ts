// Runs the tests of a project with the project's own vitest, in a process of its own: what tests do to their process they do
// to this one. The only argument is a TestRun as JSON.
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { scenariosPlugin } from "../../testing/scenario/index.ts";
import { unitTestsPlugin } from "../../testing/unit/index.ts";
import { BuildFollower, type WatchingVitest } from "./follow-builds.ts";
import { patiencePlugin } from "./patience.ts";
import { testFilePatterns } from "./test-file-names.ts";
import type { TestCounts, TestOutcome, TestRun, WatchOrder } from "./test-run.ts";
import { unitTestCompiler } from "./unit-test-compiler.ts";

/** What is used of `vitest/node`. */
interface VitestNode {
  startVitest(
    mode: "test",
    filters: readonly string[],
    options: object,
    viteOverrides: object,
  ): Promise<Vitest | undefined>;
}

interface Vitest extends WatchingVitest {
  state: { getFiles(): TestFile[] };
  close(): Promise<void>;
}

interface TestResult {
  state?: string;
  duration?: number;
  note?: string;
  errors?: TestError[];
}

interface TestError {
  message: string;
  /** Of a test that has failed, and then the end of a filter in it as well: both. */
  suppressed?: TestError;
  error?: TestError;
}

interface TestFile {
  filepath: string;
  result?: TestResult;
  tasks: TestTask[];
}

interface TestTask {
  type: string;
  name: string;
  mode?: string;
  result?: TestResult;
  tasks?: TestTask[];
}

await main(JSON.parse(process.argv[2] ?? "") as TestRun);

async function main(run: TestRun): Promise<void> {
  const require = createRequire(join(run.projectDir, "package.json"));
  const { startVitest } = (await import(pathToFileURL(require.resolve("vitest/node")).href)) as VitestNode;
  const follower = run.watch ? new BuildFollower(run.files, (paths) => process.send?.(paths)) : undefined;
  const vitest = await startVitest("test", run.files, optionsOf(run), overridesOf(run, follower));
  if (!vitest) return;
  if (follower) {
    process.on("message", (order: WatchOrder) => follower.take(order, vitest));
    return;
  }
  writeFileSync(run.resultFile, JSON.stringify(countsOf(run.projectDir, vitest.state.getFiles())));
  await vitest.close();
}

function optionsOf(run: TestRun): object {
  const { projectDir, files, watch, update, testNamePattern, reporters, outputFile } = run;
  const last = reporters.at(-1);
  return {
    root: projectDir,
    watch,
    run: !watch,
    passWithNoTests: true,
    // A word may end in the number of a line
    ...(files.some((word) => /:\d+(?:-\d+)?$/.test(word)) ? { includeTaskLocation: true } : {}),
    ...(update ? { update: true } : {}),
    ...(testNamePattern === undefined ? {} : { testNamePattern }),
    ...(reporters.length > 0 ? { reporters: [...reporters] } : {}),
    ...(outputFile === undefined || last === undefined ? {} : { outputFile: { [last]: outputFile } }),
  };
}

function overridesOf({ coverage, force, projectDir }: TestRun, follower: BuildFollower | undefined): object {
  const outDir = join(projectDir, ".mesh-wasm", coverage ? "unit-coverage" : "unit");
  const compile = unitTestCompiler(outDir, force);
  const setup = ["../../testing/vitest", ...(coverage ? ["../../testing/coverage/setup"] : [])];
  return {
    plugins: [
      patiencePlugin(),
      scenariosPlugin(),
      unitTestsPlugin({ coverage, outDir, compile }),
      ...(follower ? [follower.plugin()] : []),
    ],
    test: {
      include: testFilePatterns,
      setupFiles: setup.map((path) => fileURLToPath(new URL(`${path}${import.meta.url.slice(-3)}`, import.meta.url))),
    },
  };
}

function countsOf(projectDir: string, files: readonly TestFile[]): TestCounts {
  const tests = files.flatMap((file) => outcomesOf(relative(projectDir, file.filepath), file.tasks, []));
  const count = (state: TestOutcome["state"]) => tests.filter((test) => test.state === state).length;
  const broken = files.filter((file) => file.result?.state === "fail" && !hasFailedTest(file.tasks));
  return {
    passed: count("passed"),
    failed: count("failed"),
    skipped: count("skipped"),
    brokenFiles: broken.length,
    tests: [...tests, ...broken.map((file) => brokenOutcome(relative(projectDir, file.filepath), file))],
  };
}

function outcomesOf(file: string, tasks: readonly TestTask[], groups: readonly string[]): TestOutcome[] {
  return tasks.flatMap((task) => {
    const names = [...groups, task.name];
    if (task.type !== "test") return outcomesOf(file, task.tasks ?? [], names);
    const state = stateOf(task);
    const { errors = [], note, duration = 0 } = task.result ?? {};
    const messages = [...errors.flatMap(messagesOf), ...(note ? [note] : [])];
    // What a filter by name leaves out is no part of the run
    return state ? [{ file, name: names.join(" > "), state, milliseconds: Math.round(duration), messages }] : [];
  });
}

function messagesOf({ message, suppressed, error }: TestError): string[] {
  if (suppressed && error) return [...messagesOf(suppressed), ...messagesOf(error)];
  return [stripVTControlCharacters(message)];
}

function stateOf({ mode, result }: TestTask): TestOutcome["state"] | undefined {
  if (result?.state === "pass") return "passed";
  if (result?.state === "fail") return "failed";
  return mode === "skip" || mode === "todo" || result?.state === "skip" ? "skipped" : undefined;
}

/** Stands for the tests of a file that could not be loaded. */
function brokenOutcome(file: string, { result }: TestFile): TestOutcome {
  const messages = (result?.errors ?? []).flatMap(messagesOf);
  return { file, name: "", state: "failed", milliseconds: 0, messages };
}

function hasFailedTest(tasks: readonly TestTask[]): boolean {
  return tasks.some((task) => (task.type === "test" ? task.result?.state === "fail" : hasFailedTest(task.tasks ?? [])));
}
