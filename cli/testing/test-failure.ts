import { MeshWasmError } from "../../core/index.ts";
import { distinctErrors } from "../building/build-each.ts";
import type { TestOptions, TestReport } from "./run-tests.ts";
import { failuresIn, type TestCounts } from "./test-run.ts";

/**
 * What runs have failed of.
 *
 * @param statuses The exit statuses of vitest.
 */
export function failureOf(
  runs: TestReport["runs"],
  statuses: readonly (number | null)[],
  { files, testNamePattern }: TestOptions,
): MeshWasmError | undefined {
  const sum = (count: (run: TestCounts) => number) => runs.reduce((total, run) => total + count(run), 0);
  if (sum(failuresIn) > 0) {
    const parts = [
      counted(
        sum((run) => run.failed),
        "test has failed",
        "tests have failed",
      ),
      counted(
        sum((run) => run.brokenFiles),
        "file could not be loaded",
        "files could not be loaded",
      ),
      counted(
        sum((run) => run.uncaughtErrors),
        "error was caught by no test",
        "errors were caught by no test",
      ),
    ];
    return new MeshWasmError("MW0410", parts.flat().join(", "));
  }
  const status = statuses.find((one) => one !== 0);
  if (status !== undefined) return new MeshWasmError("MW0410", `vitest has ended with exit status ${status}`);
  const asksByName = testNamePattern !== undefined;
  if (sum(({ passed, skipped }) => passed + (asksByName ? 0 : skipped)) > 0) return undefined;
  const asked = [...files, ...(testNamePattern === undefined ? [] : [testNamePattern])].join(" ");
  return new MeshWasmError("MW0418", asked === "" ? "the project has no tests" : `no test fits ${asked}`);
}

function counted(count: number, one: string, several: string): string[] {
  return count === 0 ? [] : [`${count} ${count === 1 ? one : several}`];
}

/** A filter that does not compile is a failure, also where no test needs it. */
export function brokenFailure(errors: readonly MeshWasmError[]): MeshWasmError | undefined {
  const different = distinctErrors(errors);
  const [first] = different;
  if (!first) return undefined;
  const what =
    different.length === 1 ? "a filter could not be built" : `${different.length} filters could not be built`;
  return new MeshWasmError(first.code, `${what}: ${first.message}`);
}
