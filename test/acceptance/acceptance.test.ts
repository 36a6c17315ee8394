import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { openSuite, type SuiteTest } from "../../testing/scenario/run/run-suite.ts";
import { acceptanceSuites, missingSuites } from "./support/acceptance-suites.ts";
import { describeFailure } from "./support/describe-failure.ts";
import { sampleModule } from "./support/sample-module.ts";
import { testNames } from "./support/test-names.ts";

describe.skipIf(missingSuites)(`samples pass suites of others${missingSuites ? ` (${missingSuites})` : ""}`, () => {
  for (const { sample, suites } of acceptanceSuites()) {
    for (const { file, configuration } of suites) {
      describe(`${sample}/${basename(file)}`, () => {
        let cases: SuiteTest[];

        beforeAll(async () => {
          const module = readFileSync(await sampleModule(sample));
          cases = openSuite({ file, module, ...(configuration ? { configuration: readFileSync(configuration) } : {}) });
        });

        test.each(testNames(file))("%s", (_, index) => {
          const failures = cases[index]?.run().failures;
          expect(failures?.map((failure) => describeFailure(file, failure))).toEqual([]);
        });
      });
    }
  }
});
