// Runs the tests of a project with the project's own vitest, in a process of its own: what tests do to their process they do
// to this one. The only argument is a TestRun as JSON.
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { scenariosPlugin } from "../../testing/scenario/index.ts";
import { unitTestsPlugin } from "../../testing/unit/index.ts";
import { BuildFollower, type WatchingVitest } from "./follow-builds.ts";
import { patiencePlugin } from "./patience.ts";
import { testFilePatterns } from "./test-file-names.ts";
import { countsOf, type TestFile, type UncaughtError } from "./test-outcomes.ts";
import type { TestRun, WatchOrder } from "./test-run.ts";
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
  config: { dangerouslyIgnoreUnhandledErrors?: boolean };
  state: { getFiles(): TestFile[]; getUnhandledErrors(): UncaughtError[] };
  close(): Promise<void>;
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
  const { config, state } = vitest;
  const uncaught = config.dangerouslyIgnoreUnhandledErrors ? [] : state.getUnhandledErrors();
  writeFileSync(run.resultFile, JSON.stringify(countsOf(run.projectDir, state.getFiles(), uncaught)));
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
