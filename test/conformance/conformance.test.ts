import { describe, expect, test } from "vitest";
import { compareArea, shownDifference } from "./compare/compare.ts";
import { allCallbacks, allHostCalls, coverageOf } from "./compare/coverage.ts";
import { comparedVersions, readRecording } from "./compare/recordings.ts";
import { knownDifferences } from "./known-differences.ts";
import { loadAreas } from "./scenario/load.ts";

const areas = loadAreas();

describe.each(comparedVersions)("the host does as Envoy %s", (version) => {
  test.each(areas)("in $area", async (file) => {
    const known = knownDifferences[file.area] ?? {};
    const differences = await compareArea(version, file);
    expect(differences.filter(({ scenario }) => !(scenario in known)).map(shownDifference)).toEqual([]);
    expect(differences.map(({ scenario }) => scenario).sort()).toEqual(Object.keys(known).sort());
  });
});

test("every known difference belongs to an area", () => {
  const names = areas.map(({ area }) => area);
  expect(Object.keys(knownDifferences).filter((area) => !names.includes(area))).toEqual([]);
});

test("every host call and every callback runs in a scenario", () => {
  const coverage = coverageOf(areas.map(({ area }) => readRecording("1.40", area)));
  expect(allHostCalls.filter((name) => !coverage.hostCalls.has(name))).toEqual([]);
  expect(allCallbacks.filter((name) => !coverage.callbacks.has(name))).toEqual([]);
});
