import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { TestCounts, TestOutcome } from "./test-run.ts";

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

/** A test file as vitest reports it, as far as it is used here. */
export interface TestFile {
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

/** An error that no test has caught, such as of a promise that nobody waits for. */
export interface UncaughtError extends TestError {
  /** The test file that ran then. */
  VITEST_TEST_PATH?: string;
}

/** What came of a run. */
export function countsOf(
  projectDir: string,
  files: readonly TestFile[],
  uncaught: readonly UncaughtError[],
): TestCounts {
  const tests = files.flatMap((file) => outcomesOf(relative(projectDir, file.filepath), file.tasks, []));
  const count = (state: TestOutcome["state"]) => tests.filter((test) => test.state === state).length;
  const broken = files.filter((file) => file.result?.state === "fail" && !hasFailedTest(file.tasks));
  return {
    passed: count("passed"),
    failed: count("failed"),
    skipped: count("skipped"),
    brokenFiles: broken.length,
    uncaughtErrors: uncaught.length,
    tests: [
      ...tests,
      ...broken.map((file) => brokenOutcome(relative(projectDir, file.filepath), file)),
      ...uncaughtOutcomes(projectDir, uncaught),
    ],
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

/** One for the errors of each file. */
function uncaughtOutcomes(projectDir: string, errors: readonly UncaughtError[]): TestOutcome[] {
  const fileOf = ({ VITEST_TEST_PATH: path }: UncaughtError) => (path === undefined ? "" : relative(projectDir, path));
  return [...new Set(errors.map(fileOf))].map((file) => {
    const messages = errors.filter((error) => fileOf(error) === file).flatMap(messagesOf);
    return { file, name: "outside of its tests", state: "failed", milliseconds: 0, messages };
  });
}
