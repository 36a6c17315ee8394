// Runs the tests of a project with the project's own vitest, in a process of its own: what tests do to their process they do
// to this one. The only argument is a TestRun as JSON.
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { scenariosPlugin } from "../../testing/scenario/index.ts";
import { unitTestsPlugin } from "../../testing/unit/index.ts";
import type { TestCounts, TestRun } from "./test-run.ts";

/** What is used of `vitest/node`. */
interface VitestNode {
  startVitest(
    mode: "test",
    filters: readonly string[],
    options: object,
    viteOverrides: object,
  ): Promise<{ state: { getFiles(): TestFile[] }; close(): Promise<void> } | undefined>;
}

interface TestFile {
  result?: { state?: string };
  tasks: TestTask[];
}

interface TestTask {
  type: string;
  mode?: string;
  result?: { state?: string };
  tasks?: TestTask[];
}

/** Test files of every kind that a project can have. */
const include = [
  "**/*.test.ts",
  "**/assembly/**/*.spec.ts",
  "**/*.{textpb,textproto,txtpb,pbtxt}",
  "**/{tests,*_tests,*.tests}.{yaml,yml}",
];

await main(JSON.parse(process.argv[2] ?? "") as TestRun);

async function main(run: TestRun): Promise<void> {
  const require = createRequire(join(run.projectDir, "package.json"));
  const { startVitest } = (await import(pathToFileURL(require.resolve("vitest/node")).href)) as VitestNode;
  const vitest = await startVitest("test", run.files, optionsOf(run), overridesOf(run));
  if (run.watch || !vitest) return;
  writeFileSync(run.resultFile, JSON.stringify(countsOf(vitest.state.getFiles())));
  await vitest.close();
}

function optionsOf(run: TestRun): object {
  const { projectDir, watch, update, testNamePattern, reporters, outputFile } = run;
  const last = reporters.at(-1);
  return {
    root: projectDir,
    watch,
    run: !watch,
    passWithNoTests: true,
    ...(update ? { update: true } : {}),
    ...(testNamePattern === undefined ? {} : { testNamePattern }),
    ...(reporters.length > 0 ? { reporters: [...reporters] } : {}),
    ...(outputFile === undefined || last === undefined ? {} : { outputFile: { [last]: outputFile } }),
  };
}

function overridesOf({ coverage, moduleDir }: TestRun): object {
  const setup = ["../../testing/vitest", ...(coverage ? ["../../testing/coverage/setup"] : [])];
  return {
    plugins: [scenariosPlugin(), unitTestsPlugin({ coverage })],
    test: {
      include,
      setupFiles: setup.map((path) => fileURLToPath(new URL(`${path}${import.meta.url.slice(-3)}`, import.meta.url))),
      forceRerunTriggers: [`${moduleDir}/**/*.wasm`],
    },
  };
}

function countsOf(files: readonly TestFile[]): TestCounts {
  const counts: TestCounts = { passed: 0, failed: 0, skipped: 0, brokenFiles: 0 };
  for (const file of files) {
    const tests = testsOf(file.tasks);
    for (const { mode, result } of tests) {
      if (result?.state === "pass") counts.passed += 1;
      else if (result?.state === "fail") counts.failed += 1;
      else if (mode === "skip" || result?.state === "skip" || mode === "todo") counts.skipped += 1;
    }
    const failed = tests.some(({ result }) => result?.state === "fail");
    if (file.result?.state === "fail" && !failed) counts.brokenFiles += 1;
  }
  return counts;
}

function testsOf(tasks: readonly TestTask[]): TestTask[] {
  return tasks.flatMap((task) => (task.type === "test" ? [task] : testsOf(task.tasks ?? [])));
}
