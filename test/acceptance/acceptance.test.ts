import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { openSuite, type SuiteTest } from "../../testing/scenario/run/run-suite.ts";
import { describeFailure } from "./support/describe-failure.ts";
import { sampleModule, sampleNames } from "./support/sample-module.ts";
import { missingSuites, ownSuites, type SampleSuites, suitesOfOthers } from "./support/sample-suites.ts";
import { testNames } from "./support/test-names.ts";

describe.skipIf(missingSuites)(`samples pass the suites of others${missingSuites ? ` (${missingSuites})` : ""}`, () => {
  suitesOfOthers().forEach(describeSample);
});

describe("samples pass the suites beside them", () => {
  ownSuites().forEach(describeSample);
});

test.skipIf(missingSuites)("every sample has a suite", () => {
  const tested = new Set([...suitesOfOthers(), ...ownSuites()].map(({ sample }) => sample));
  expect(sampleNames().filter((name) => !tested.has(name))).toEqual([]);
});

function describeSample({ sample, suites }: SampleSuites): void {
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
