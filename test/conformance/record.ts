import { type RecordedVersion, type Recording, writeRecording } from "./compare/recordings.ts";
import { runInEnvoy } from "./envoy/run-in-envoy.ts";
import type { ScenarioFile } from "./scenario/schema.ts";

/** Runs areas in an Envoy of this version and keeps what was observed. */
export async function record(version: RecordedVersion, areas: readonly ScenarioFile[]): Promise<void> {
  const recordings = new Map<string, Recording>(areas.map(({ area }) => [area, {}]));
  for (const { area, scenario, lines } of await runInEnvoy(version, areas)) {
    Object.assign(recordings.get(area) ?? {}, { [scenario.name]: lines });
  }
  for (const { area, scenarios } of areas) {
    const observed = recordings.get(area) ?? {};
    // In the order of the file, whichever Envoy was done first
    const ordered = scenarios.map(({ name }) => [name, observed[name] ?? []] as const);
    writeRecording(version, area, Object.fromEntries(ordered));
  }
}
