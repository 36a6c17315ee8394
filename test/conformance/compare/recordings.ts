import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { differenceOf } from "./difference.ts";

/** What was observed in Envoy, as lines by the scenario's name. */
export type Recording = Record<string, string[]>;

/** The versions of Envoy that are recorded; the first one in full, of the others what differs from it. */
export const recordedVersions = ["1.40", "1.39", "1.38", "1.37", "1.36"] as const;
export type RecordedVersion = (typeof recordedVersions)[number];

/** What was recorded of an area in a version of Envoy. */
export function readRecording(version: RecordedVersion, area: string): Recording {
  const [newest] = recordedVersions;
  const own = readFile(version, area);
  return version === newest ? own : { ...readFile(newest, area), ...own };
}

/** Writes what was observed; of older versions only what differs from the newest. */
export function writeRecording(version: RecordedVersion, area: string, observed: Recording): void {
  const [newest] = recordedVersions;
  const base = version === newest ? {} : readFile(newest, area);
  const own = Object.entries(observed).filter(([name, lines]) => differenceOf(base[name] ?? [], lines));
  const file = fileOf(version, area);
  if (own.length === 0) {
    rmSync(file, { force: true });
    return;
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(own), null, 1)}\n`);
}

function readFile(version: RecordedVersion, area: string): Recording {
  const file = fileOf(version, area);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Recording) : {};
}

function fileOf(version: RecordedVersion, area: string): string {
  return fileURLToPath(new URL(`../recorded/${version}/${area}.json`, import.meta.url));
}
