import { describe, expect, test } from "vitest";
import { compareArea, shownDifference } from "./compare/compare.ts";
import { allCallbacks, allHostCalls, coverageOf } from "./compare/coverage.ts";
import { readRecording, recordedVersions } from "./compare/recordings.ts";
import { loadAreas } from "./scenario/load.ts";

const areas = loadAreas();

describe.each(recordedVersions)("the host does as Envoy %s", (version) => {
  test.each(areas)("in $area", async (file) => {
    const differences = await compareArea(version, file);
    expect(differences.map(shownDifference)).toEqual([]);
  });
});

test("every host call and every callback runs in a scenario", () => {
  const coverage = coverageOf(areas.map(({ area }) => readRecording("1.40", area)));
  expect(allHostCalls.filter((name) => !coverage.hostCalls.has(name))).toEqual([]);
  expect(allCallbacks.filter((name) => !coverage.callbacks.has(name))).toEqual([]);
});
