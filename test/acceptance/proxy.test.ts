import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSuiteInProxy, type ProxySuite } from "../../testing/scenario/proxy/open-suite-in-proxy.ts";
import { describeFailure } from "./support/describe-failure.ts";
import { sampleModule } from "./support/sample-module.ts";
import { missingSuites, ownSuites, type SampleSuites, suitesOfOthers } from "./support/sample-suites.ts";
import { testNames } from "./support/test-names.ts";

/** A real Envoy, and the host, which has to behave like one. */
describe.each(["envoy", "host"] as const)("in a proxy: %s", (engine) => {
  describe.skipIf(missingSuites)(`suites of others${missingSuites ? ` (${missingSuites})` : ""}`, () => {
    for (const sample of suitesOfOthers()) describeSample(sample, engine);
  });

  describe("suites beside the samples", () => {
    for (const sample of ownSuites()) describeSample(sample, engine);
  });
});

function describeSample({ sample, suites }: SampleSuites, engine: "envoy" | "host"): void {
  for (const { file, configuration } of suites) {
    describe(`${sample}/${basename(file)}`, () => {
      let suite: ProxySuite;

      beforeAll(async () => {
        const module = readFileSync(await sampleModule(sample));
        const around = configuration ? { configuration: readFileSync(configuration) } : {};
        suite = await openSuiteInProxy({ file, module, engine, ...around });
      });

      afterAll(() => suite?.[Symbol.asyncDispose]());

      test.for(testNames(file))("%s", async ([, index], context) => {
        const { whyNot = [], run } = suite.tests[index] ?? {};
        if (whyNot.length > 0) context.skip(whyNot.join("; "));
        expect((await run?.())?.map((failure) => describeFailure(file, failure))).toEqual([]);
      });
    });
  }
}
