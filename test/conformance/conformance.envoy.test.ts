import { expect, test } from "vitest";
import { differenceOf } from "./compare/difference.ts";
import { readRecording, recordedVersions } from "./compare/recordings.ts";
import { runInEnvoy } from "./envoy/run-in-envoy.ts";
import { loadAreas } from "./scenario/load.ts";
import type { ScenarioFile } from "./scenario/schema.ts";

const [newest] = recordedVersions;

// The recordings are what the host is compared with, so they must be what Envoy does. What differs runs once more, by
// itself: under load two timers or two connections can change places, and a recording that is wrong is wrong again.
test(`Envoy ${newest} does what is recorded of it`, async () => {
  const areas = loadAreas();
  const once = await differencesIn(areas);
  const again = areas.map((file) => ({
    ...file,
    scenarios: file.scenarios.filter(({ name }) => once.has(`${file.area}: ${name}`)),
  }));
  const twice = await differencesIn(again.filter(({ scenarios }) => scenarios.length > 0));
  expect([...twice.values()]).toEqual([]);
});

async function differencesIn(areas: readonly ScenarioFile[]): Promise<Map<string, string>> {
  const differences = new Map<string, string>();
  if (areas.length === 0) return differences;
  await runInEnvoy(newest, areas, ({ area, scenario, lines }) => {
    const recorded = readRecording(newest, area)[scenario.name] ?? [];
    const difference = differenceOf(recorded, lines, ["recorded", "now"]);
    const name = `${area}: ${scenario.name}`;
    if (difference) differences.set(name, [name, ...difference].join("\n"));
  });
  return differences;
}
