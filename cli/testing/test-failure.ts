import { MeshWasmError } from "../../core/index.ts";
import { distinctErrors } from "../building/build-each.ts";
import type { TestOptions, TestReport } from "./run-tests.ts";

/** What a run has failed of. */
export function failureOf(
  runs: TestReport["runs"],
  { files, testNamePattern }: TestOptions,
): MeshWasmError | undefined {
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
export function brokenFailure(errors: readonly MeshWasmError[]): MeshWasmError | undefined {
  const different = distinctErrors(errors);
  const [first] = different;
  if (!first) return undefined;
  const what =
    different.length === 1 ? "a filter could not be built" : `${different.length} filters could not be built`;
  return new MeshWasmError(first.code, `${what}: ${first.message}`);
}

function sentenceOf(failed: number, broken: number): string {
  const tests = failed === 0 ? [] : [failed === 1 ? "1 test has failed" : `${failed} tests have failed`];
  const files =
    broken === 0 ? [] : [broken === 1 ? "1 file could not be loaded" : `${broken} files could not be loaded`];
  return [...tests, ...files].join(", ");
}
