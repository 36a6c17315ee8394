// `npm run acceptance [-- --engine envoy] [--json]`: the suites of others on our samples, on the runner of scenarios or in a proxy.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import type { EngineName } from "../../testing/engine.ts";
import { openSuiteInProxy } from "../../testing/scenario/proxy/open-suite-in-proxy.ts";
import type { Failure } from "../../testing/scenario/run/check-phase.ts";
import { openSuite, type SuiteOptions } from "../../testing/scenario/run/run-suite.ts";
import { describeFailure } from "./support/describe-failure.ts";
import { sampleModule } from "./support/sample-module.ts";
import { missingSuites, suitesOfOthers } from "./support/sample-suites.ts";

const { values } = parseArgs({ options: { engine: { type: "string" }, json: { type: "boolean", default: false } } });
const result = { suites: 0, passed: 0, failed: 0, skipped: 0 };

for (const { sample, suites } of suitesOfOthers()) {
  const module = readFileSync(await sampleModule(sample));
  result.suites += 1;
  for (const { file, configuration } of suites) {
    const options = { file, module, ...(configuration ? { configuration: readFileSync(configuration) } : {}) };
    if (values.engine) await runInProxy(`${sample}/${basename(file)}`, options, values.engine as EngineName);
    else for (const { test, run } of openSuite(options)) count(file, test.name, run().failures);
  }
}

if (missingSuites) say(`${missingSuites}: nothing was run`);
const { suites, passed, failed, skipped } = result;
const inWords = `${suites} suites: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
const document = values.engine ? result : { suites, passed, failed };
process.stdout.write(`${values.json ? JSON.stringify(document) : inWords}\n`);
process.exit(failed > 0 ? 1 : 0);

/** Says why tests cannot hold in a proxy, and runs all others there. */
async function runInProxy(name: string, options: SuiteOptions, engine: EngineName): Promise<void> {
  await using suite = await openSuiteInProxy({ ...options, engine });
  for (const { test, whyNot, run } of suite.tests) {
    if (whyNot.length === 0) {
      count(options.file, test.name, await run());
      continue;
    }
    result.skipped += 1;
    say(`- ${name}: ${test.name}: ${whyNot.join("; ")}`);
  }
}

function count(file: string, test: string, failures: readonly Failure[]): void {
  result[failures.length > 0 ? "failed" : "passed"] += 1;
  for (const failure of failures) say(`${test}: ${describeFailure(file, failure)}`);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
