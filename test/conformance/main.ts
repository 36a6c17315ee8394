import { parseArgs } from "node:util";
import { compareArea, type Difference, shownDifference } from "./compare/compare.ts";
import { allCallbacks, allHostCalls, coverageOf } from "./compare/coverage.ts";
import { type RecordedVersion, readRecording, recordedVersions } from "./compare/recordings.ts";
import { record } from "./record.ts";
import { loadAreas } from "./scenario/load.ts";

// `npm run conformance -- [AREA…] [--envoy VERSION…] [--record] [--json]`: the host against Envoy. With `--record` the scenarios
// run in Envoy first, and what is observed there takes the place of what was recorded.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "boolean", default: false },
    record: { type: "boolean", default: false },
    envoy: { type: "string", multiple: true, default: [...recordedVersions] },
  },
});

const versions = recordedVersions.filter((version) => values.envoy.includes(version));
const isWhole = positionals.length === 0;
const areas = loadAreas(isWhole ? undefined : positionals);
if (values.record) for (const version of versions) await record(version, areas);

const differences: Difference[] = [];
for (const version of versions) {
  for (const area of areas) differences.push(...(await compareArea(version as RecordedVersion, area)));
}
const coverage = coverageOf(areas.map(({ area }) => readRecording("1.40", area)));
const result = {
  scenarios: areas.reduce((sum, { scenarios }) => sum + scenarios.length, 0),
  differences: differences.length,
  hostcalls: allHostCalls.length,
  hostcalls_covered: coverage.hostCalls.size,
  callbacks: allCallbacks.length,
  callbacks_covered: coverage.callbacks.size,
  envoy: versions,
};
process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : shown());
process.exitCode = differences.length > 0 ? 1 : 0;

function shown(): string {
  const missing = [
    ...allHostCalls.filter((name) => !coverage.hostCalls.has(name)),
    ...allCallbacks.filter((name) => !coverage.callbacks.has(name)),
  ];
  return [
    ...differences.map((difference) => `${shownDifference(difference)}\n\n`),
    ...(isWhole && missing.length > 0 ? [`not covered: ${missing.join(", ")}\n`] : []),
    `${result.scenarios} scenarios, Envoy ${versions.join(", ")}: ${result.differences} differences\n`,
  ].join("");
}
