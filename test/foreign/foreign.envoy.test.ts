import { beforeAll, describe, expect, test } from "vitest";
import { differenceOf } from "../conformance/compare/difference.ts";
import { runInEnvoy } from "../conformance/envoy/run-in-envoy.ts";
import { runOnHost } from "../conformance/host/run-on-host.ts";
import { prepare, suites } from "./suites.ts";

// Modules that were not made for the host do the same there as in Envoy: callbacks and host calls with their arguments and
// results, logs, what arrives at both ends, metrics, the access log.

const version = "1.40";

for (const suite of suites) {
  const prepared = await prepare(suite);
  const title = `modules in ${suite.language}`;
  if ("reason" in prepared) describe.skip(`${title}: ${prepared.reason}`, () => test("do as in Envoy", () => {}));
  else {
    describe(title, () => {
      const { scenarios } = prepared;
      const inEnvoy = new Map<string, string[]>();

      beforeAll(async () => {
        const area = { ...suite.scenarios, scenarios };
        for (const { scenario, lines } of await runInEnvoy(version, [area])) inEnvoy.set(scenario.name, lines);
      });

      test.each(scenarios)("$name", async (scenario) => {
        const expected = compared(inEnvoy.get(scenario.name) ?? [], suite.ignored);
        expect(expected).not.toEqual([]);
        const actual = compared(await runOnHost(scenario, version), suite.ignored);
        expect(differenceOf(expected, actual) ?? []).toEqual([]);
      });
    });
  }
}

function compared(lines: readonly string[], ignored: RegExp | undefined): string[] {
  return lines.filter((line) => !ignored?.test(line));
}
