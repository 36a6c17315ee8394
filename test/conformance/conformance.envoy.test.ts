import { expect, test } from "vitest";
import { differenceOf } from "./compare/difference.ts";
import { type RecordedVersion, readRecording, recordedVersions } from "./compare/recordings.ts";
import { runInEnvoy } from "./envoy/run-in-envoy.ts";
import { loadAreas } from "./scenario/load.ts";
import type { ScenarioFile } from "./scenario/schema.ts";

// MESH_WASM_CONFORMANCE_ENVOYS=1.36,1.39: other versions than the newest
const [newest] = recordedVersions;
const wanted = process.env["MESH_WASM_CONFORMANCE_ENVOYS"]?.split(",") ?? [newest];
const versions = recordedVersions.filter((version) => wanted.includes(version));

// The recordings are what the host is compared with, so they must be what Envoy does. What differs runs once more, by
// itself: under load two timers or two connections can change places, and a recording that is wrong is wrong again.
test.each(versions)("Envoy %s does what is recorded of it", async (version) => {
  const areas = loadAreas();
  const once = await differencesIn(version, areas);
  const again = areas.map((file) => ({
    ...file,
    scenarios: file.scenarios.filter(({ name }) => once.has(`${file.area}: ${name}`)),
  }));
  const twice = await differencesIn(
    version,
    again.filter(({ scenarios }) => scenarios.length > 0),
  );
  expect([...twice.values()]).toEqual([]);
});

async function differencesIn(version: RecordedVersion, areas: readonly ScenarioFile[]): Promise<Map<string, string>> {
  const differences = new Map<string, string>();
  if (areas.length === 0) return differences;
  await runInEnvoy(version, areas, ({ area, scenario, lines }) => {
    const recorded = readRecording(version, area)[scenario.name] ?? [];
    const difference = differenceOf(recorded, lines, ["recorded", "now"]);
    const name = `${area}: ${scenario.name}`;
    if (difference) differences.set(name, [name, ...difference].join("\n"));
  });
  return differences;
}
