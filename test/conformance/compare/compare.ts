import { runOnHost } from "../host/run-on-host.ts";
import type { ScenarioFile } from "../scenario/schema.ts";
import { differenceOf } from "./difference.ts";
import { type RecordedVersion, readRecording } from "./recordings.ts";

/** A scenario that shows something else on the host than in Envoy. */
export interface Difference {
  version: RecordedVersion;
  area: string;
  scenario: string;
  /** The first place that differs, to be shown. */
  lines: string[];
}

/** Runs an area on the host and compares it with what is recorded of a version of Envoy. */
export async function compareArea(version: RecordedVersion, { area, scenarios }: ScenarioFile): Promise<Difference[]> {
  const recording = readRecording(version, area);
  const differences: Difference[] = [];
  for (const scenario of scenarios) {
    const expected = recording[scenario.name];
    const lines = expected ? differenceOf(expected, await runOnHost(scenario, version)) : ["it is not recorded"];
    if (lines) differences.push({ version, area, scenario: scenario.name, lines });
  }
  return differences;
}

/** A difference for people to read. */
export function shownDifference({ version, area, scenario, lines }: Difference): string {
  return [`${area}: ${scenario} (Envoy ${version})`, ...lines.map((line) => `  ${line}`)].join("\n");
}
