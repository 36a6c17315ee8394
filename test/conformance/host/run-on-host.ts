import type { RecordedVersion } from "../compare/recordings.ts";
import { observationLines } from "../observe/observation-lines.ts";
import type { Scenario } from "../scenario/schema.ts";
import { driveHost } from "./drive-host.ts";

/** What a scenario shows on the host, as lines. A fault of the host, or a scenario that does not end, is a line, too. */
export async function runOnHost(scenario: Scenario, version: RecordedVersion): Promise<string[]> {
  try {
    return observationLines(await driveHost(scenario, version));
  } catch (error) {
    return [`the host fails: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`];
  }
}
