import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type FoundSuite, findSuites } from "../../../testing/scenario/find-suites.ts";

/** Suites that were not written here: they are read where they lie, and never copied. */
const folder =
  process.env["MESH_WASM_ACCEPTANCE"] ??
  fileURLToPath(new URL("../../../../shared/acceptance/service-extensions", import.meta.url));

/** The suites of a sample. */
export interface SampleSuites {
  sample: string;
  suites: FoundSuite[];
}

/** Why there are no suites; undefined where there are. */
export const missingSuites = existsSync(folder) ? undefined : `no suites in ${folder}`;

/** All suites, by sample. */
export function acceptanceSuites(): SampleSuites[] {
  if (missingSuites) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ sample: name, suites: findSuites(join(folder, name)) }))
    .filter(({ suites }) => suites.length > 0)
    .sort((a, b) => (a.sample < b.sample ? -1 : 1));
}
