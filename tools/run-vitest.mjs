// Runs vitest and says at the end how many tests passed.
import { existsSync } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { apart } from "./apart.mjs";
import { root, run } from "./provision.mjs";

const reports = join(root, "reports");
const report = join(reports, "vitest.json");

/**
 * Runs the tests whose files match, with the variables given. Last line: the sum over all of them.
 *
 * @param isApart whether they run apart from the rest of the machine
 * @returns the exit status
 */
export async function runVitest(filters, env, { isApart = false } = {}) {
  await removeReport();
  await mkdir(reports, { recursive: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const vitest = ["node", "node_modules/vitest/vitest.mjs", "run"];
  const [command, ...words] = [...(isApart ? apart : []), ...vitest, ...reporters, ...filters];
  const status = await run(command, words, {
    check: false,
    env,
    ...(isApart && { endsWith: "SIGKILL" }),
  });
  const counts = await readCounts();
  if (!counts) throw Object.assign(new Error("vitest wrote no report"), { status: status || 1 });
  process.stdout.write(`${showCounts(counts)}\n`);
  return status === 0 && counts.failed === 0 ? 0 : 1;
}

/** Forgets what the last run has left. */
export function removeReport() {
  return rm(report, { force: true });
}

/** How many tests of the last run have passed, failed and were skipped; undefined where it came to no end. */
export async function readCounts() {
  if (!existsSync(report)) return undefined;
  const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites, success } = JSON.parse(
    await readFile(report, "utf8"),
  );
  // A file that does not even load fails without a failed test in it.
  const failed = numFailedTests || (success ? 0 : numFailedTestSuites || 1);
  return { passed: numPassedTests, failed, skipped: numPendingTests };
}

/** The sum of a run in one line. */
export function showCounts({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
