import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Capabilities, type Names, readCapabilities, readModule } from "../../module/index.ts";
import { openSuite } from "../../testing/scenario/run/run-suite.ts";
import { sampleModule } from "../acceptance/support/sample-module.ts";
import { ownSuites, type SampleSuites, suitesOfOthers } from "../acceptance/support/sample-suites.ts";
import { missingNames } from "./missing-names.ts";
import { type SpiedCall, spyOnInstances } from "./spied-instance.ts";

// What a sample hands to the host while suites run on it is among the names that its code shows, or others were announced.

const seen = new Set<string>();

describe("each name that a sample uses is known before", () => {
  test.each([...suitesOfOthers(), ...ownSuites()])("$sample", async ({ sample, suites }) => {
    const module = readFileSync(await sampleModule(sample));
    const capabilities = readCapabilities(readModule(module));
    const calls = callsIn(module, suites);
    expect(new Set(calls.flatMap((call) => missingNames(call, capabilities)))).toEqual(new Set());
    const withoutOthers = mapNames(capabilities, ({ known }) => ({ known, others: false }));
    const unseen = calls.filter((call) => missingNames(call, withoutOthers).length > 0);
    for (const { name, texts } of calls.filter((call) => !unseen.includes(call))) {
      seen.add(`${sample} ${name} ${texts["key"] ?? texts["path"] ?? texts["name"]}`);
    }
  });

  test("few by the word that there are others", () => {
    expect(seen.size).toBeGreaterThan(100);
  });
});

/** As the sources have it. */
const expected = [
  { sample: "add_request_header", names: { headersSet: ["request message", "request welcome"] } },
  {
    sample: "jwt_auth",
    names: { headersRead: ["request *", "request :path"], headersSet: ["request :path"], localReplies: ["403"] },
  },
  { sample: "local_reply", names: { localReplies: ["200"] } },
  { sample: "redirect", names: { headersRead: ["request *", "request :path"], localReplies: ["301"] } },
];

test.each(expected)("$sample touches nothing more", async ({ sample, names }) => {
  const { propertiesRead: _, ...found } = readCapabilities(readModule(readFileSync(await sampleModule(sample))));
  const shown = Object.entries(found).filter(([, { known, others }]) => known.length > 0 || others);
  const alone = Object.entries(names).map(([kind, known]) => [kind, { known, others: false }]);
  expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(alone));
});

function mapNames(capabilities: Capabilities, change: (names: Names) => Names): Capabilities {
  return Object.fromEntries(Object.entries(capabilities).map(([kind, names]) => [kind, change(names)])) as Capabilities;
}

function callsIn(module: Uint8Array, suites: SampleSuites["suites"]): SpiedCall[] {
  const calls: SpiedCall[] = [];
  using _spy = spyOnInstances((call) => calls.push(call));
  for (const { file, configuration } of suites) {
    const cases = openSuite({ file, module, ...(configuration ? { configuration: readFileSync(configuration) } : {}) });
    for (const { run } of cases) run();
  }
  return calls;
}
