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
  /** Folder of the built modules: tests run again where one changes. */
  moduleDir: string;
}

/** Where tests run, and against what. */
export interface TestTarget {
  mode: "release" | "debug";
  engine: EngineName;
  /** Undefined: the engine's default. */
  envoyVersion: string | undefined;
}

/** What came of a run. */
export interface TestCounts {
  passed: number;
  failed: number;
  skipped: number;
  /** Test files that could not be loaded. */
  brokenFiles: number;
}
