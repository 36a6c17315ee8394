import type { EngineName } from "../../testing/index.ts";

/** What the runner of tests is asked for: it crosses a process as JSON. */
export interface TestRun {
  projectDir: string;
  /** Words that names of test files contain; none for all. */
  files: readonly string[];
  /** Names of tests match it. */
  testNamePattern: string | undefined;
  update: boolean;
  watch: boolean;
  reporters: readonly string[];
  /** Where the report of the last reporter goes, beside the terminal's. */
  outputFile: string | undefined;
  /** Where the counts go. */
  resultFile: string;
  coverage: boolean;
  /** Compile unit tests also where nothing has changed. */
  force: boolean;
}

/** What a watching runner does when filters are built: run all tests, or those that have changed themselves. */
export type WatchOrder = "run all" | "go on";

/** Where tests run, and against what. */
export interface TestTarget {
  mode: "release" | "debug";
  engine: EngineName;
  /** Undefined: the engine's default. */
  envoyVersion: string | undefined;
}

/** What came of a test. */
export interface TestOutcome {
  /** Relative to the project. */
  file: string;
  /** Names of its groups and its own, with ` > ` between. */
  name: string;
  state: "passed" | "failed" | "skipped";
  milliseconds: number;
  /** Why it has failed or was skipped; nothing where there is no more to say. */
  messages: string[];
}

/** What came of a run. */
export interface TestCounts {
  passed: number;
  failed: number;
  skipped: number;
  /** Test files that could not be loaded. */
  brokenFiles: number;
  /** Errors that no test has caught. */
  uncaughtErrors: number;
  tests: TestOutcome[];
}

/** Where tests run, in words. */
export function titleOf({ mode, engine, envoyVersion }: TestTarget): string {
  if (engine === "host") return `${mode} on the host${envoyVersion === undefined ? "" : ` as Envoy ${envoyVersion}`}`;
  const where = engine === "docker" ? "Envoy in Docker" : "Envoy";
  return `${mode} in ${where}${envoyVersion === undefined ? "" : ` ${envoyVersion}`}`;
}

/** How much has failed in a run. */
export function failuresIn({ failed, brokenFiles, uncaughtErrors }: TestCounts): number {
  return failed + brokenFiles + uncaughtErrors;
}
