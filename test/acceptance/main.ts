// `npm run acceptance [-- --json]`: the suites of others on our samples, on the runner of scenarios.
import { readFileSync } from "node:fs";
import { openSuite } from "../../testing/scenario/run/run-suite.ts";
import { describeFailure } from "./support/describe-failure.ts";
import { sampleModule } from "./support/sample-module.ts";
import { missingSuites, suitesOfOthers } from "./support/sample-suites.ts";

const asJson = process.argv.includes("--json");
const result = { suites: 0, passed: 0, failed: 0 };

for (const { sample, suites } of suitesOfOthers()) {
  const module = readFileSync(await sampleModule(sample));
  result.suites += 1;
  for (const { file, configuration } of suites) {
    const options = configuration ? { configuration: readFileSync(configuration) } : {};
    for (const { test, run } of openSuite({ file, module, ...options })) {
      const { failures } = run();
      result[failures.length > 0 ? "failed" : "passed"] += 1;
      for (const failure of failures) process.stderr.write(`${test.name}: ${describeFailure(file, failure)}\n`);
    }
  }
}

if (missingSuites) process.stderr.write(`${missingSuites}: nothing was run\n`);
const { suites, passed, failed } = result;
process.stdout.write(asJson ? `${JSON.stringify(result)}\n` : `${suites} suites: ${passed} passed, ${failed} failed\n`);
process.exit(failed > 0 ? 1 : 0);
