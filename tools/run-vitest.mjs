// Runs vitest and says at the end how many tests passed.
import { existsSync } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { root, run } from "./provision.mjs";

const reports = join(root, "reports");

/**
 * Runs the tests whose files match, with the variables given. Last line: the sum over all of them.
 *
 * @returns the exit status
 */
export async function runVitest(filters, env) {
  const report = join(reports, "vitest.json");
  await rm(report, { force: true });
  await mkdir(reports, { recursive: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const status = await run("node", ["node_modules/vitest/vitest.mjs", "run", ...reporters, ...filters], {
    check: false,
    env,
  });
  if (!existsSync(report)) throw Object.assign(new Error("vitest wrote no report"), { status: status || 1 });
  const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites, success } = JSON.parse(
    await readFile(report, "utf8"),
  );
  // A file that does not even load fails without a failed test in it.
  const failed = numFailedTests || (success ? 0 : numFailedTestSuites || 1);
  const skipped = numPendingTests > 0 ? `, ${numPendingTests} skipped` : "";
  process.stdout.write(`${numPassedTests} passed, ${failed} failed${skipped}\n`);
  return status === 0 && failed === 0 ? 0 : 1;
}
