import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type FoundSuite, findSuites } from "../../../testing/scenario/find-suites.ts";

/** Suites of others: they are read where they lie, and never copied. */
const folderOfOthers =
  process.env["MESH_WASM_ACCEPTANCE"] ??
  fileURLToPath(new URL("../../../../shared/acceptance/service-extensions", import.meta.url));

const ownFolder = fileURLToPath(new URL("../../../filters/samples", import.meta.url));

/** The suites of a sample. */
export interface SampleSuites {
  sample: string;
  suites: FoundSuite[];
}

/** Why there are no suites of others; undefined where there are. */
export const missingSuites = existsSync(folderOfOthers) ? undefined : `no suites in ${folderOfOthers}`;

/** The suites of others, by sample. */
export function suitesOfOthers(): SampleSuites[] {
  return missingSuites ? [] : suitesBelow(folderOfOthers);
}

/** The suites beside the samples. */
export function ownSuites(): SampleSuites[] {
  return suitesBelow(ownFolder);
}

function suitesBelow(folder: string): SampleSuites[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ sample: name, suites: findSuites(join(folder, name)) }))
    .filter(({ suites }) => suites.length > 0)
    .sort((a, b) => (a.sample < b.sample ? -1 : 1));
}
