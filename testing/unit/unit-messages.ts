import type { LogLine } from "../logs/log-book.ts";

/** What stands before a line of the log that is for the runner; see `assembly/test/report.ts`. */
const mark = "mesh-wasm unit test: ";

/** What is in a file of unit tests. */
export interface UnitTestList {
  /** The first one is the file itself. */
  groups: { name: string; parent: number; order: number }[];
  tests: UnitTest[];
}

export interface UnitTest {
  name: string;
  group: number;
  /** Place among the tests and groups of the file. */
  order: number;
  kind: UnitTestKind;
}

/** See `TestKind` of `assembly/test/tree.ts`. */
export const UnitTestKind = { test: 0, throws: 1, todo: 2 } as const;
export type UnitTestKind = (typeof UnitTestKind)[keyof typeof UnitTestKind];

/** An expectation that did not hold. */
export interface UnitTestFailure {
  /** The test's own words. */
  failed: string;
  /** Empty where nothing was compared. */
  actual: string;
  expected: string;
  negated: boolean;
}

/** What a module with unit tests tells in one go. */
export interface UnitTestMessages {
  list?: UnitTestList;
  failure?: UnitTestFailure;
  /** Whether the test itself has begun. */
  isRunning: boolean;
  /** Whether it has come to its end. */
  hasPassed: boolean;
  /** What was logged beside. */
  logs: LogLine[];
}

/** Reads what the log has for the runner. */
export function readUnitMessages(lines: Iterable<LogLine>): UnitTestMessages {
  const read: UnitTestMessages = { isRunning: false, hasPassed: false, logs: [] };
  for (const line of lines) {
    if (!line.message.startsWith(mark)) {
      read.logs.push(line);
      continue;
    }
    const told = JSON.parse(line.message.slice(mark.length));
    if ("groups" in told) read.list = told;
    else if ("failed" in told) read.failure = told;
    read.isRunning ||= "running" in told;
    read.hasPassed ||= "passed" in told;
  }
  return read;
}
