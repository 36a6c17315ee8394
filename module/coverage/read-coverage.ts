import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import libCoverage, { type CoverageMap } from "istanbul-lib-coverage";

/** Adds up the files that {@link writeCoverage} wrote to a folder. A folder that is not there has none. */
export function readCoverage(directory: string): CoverageMap {
  const map = libCoverage.createCoverageMap({});
  for (const name of filesIn(directory)) map.merge(JSON.parse(readFileSync(join(directory, name), "utf8")));
  return map;
}

/** Removes what earlier runs wrote to a folder. */
export function clearCoverage(directory: string): void {
  for (const name of filesIn(directory)) rmSync(join(directory, name), { force: true });
}

function filesIn(directory: string): string[] {
  try {
    // Not the reports that may be beside them
    return readdirSync(directory).filter((name) => /^\d+-[0-9a-f-]{36}\.json$/.test(name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
