import { expect, test } from "vitest";
import { differenceOf } from "./compare/difference.ts";
import { readRecording, recordedVersions } from "./compare/recordings.ts";
import { runInEnvoy } from "./envoy/run-in-envoy.ts";
import { loadAreas } from "./scenario/load.ts";

const [newest] = recordedVersions;

// The recordings are what the host is compared with, so they must be what Envoy does
test(`Envoy ${newest} does what is recorded of it`, async () => {
  const differences: string[] = [];
  await runInEnvoy(newest, loadAreas(), ({ area, scenario, lines }) => {
    const recorded = readRecording(newest, area)[scenario.name] ?? [];
    const difference = differenceOf(recorded, lines, ["recorded", "now"]);
    if (difference) differences.push([`${area}: ${scenario.name}`, ...difference].join("\n"));
  });
  expect(differences).toEqual([]);
});
