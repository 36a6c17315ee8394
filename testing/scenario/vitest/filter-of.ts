import { basename, relative, sep } from "node:path";
import { MeshWasmError } from "../../../core/index.ts";

/**
 * The filter that a suite belongs to: the one whose name the file has (`canary.textpb`, `canary_tests.textpb`, `canary.scenario.yaml`),
 * or a folder that it lies in, the nearest first; or else the only one there is.
 *
 * @throws MeshWasmError MW0433 where that tells no filter.
 */
export function filterOf(file: string, projectDir: string, filters: readonly string[]): string {
  const folders = relative(projectDir, file).split(sep).slice(0, -1);
  const stem = basename(file).replace(/\.[^.]+$/, "");
  const names = [stem, stem.replace(/[._-]?(?:test|scenario)s?$/, ""), ...folders.toReversed()];
  const found = names.find((name) => filters.includes(name)) ?? (filters.length === 1 ? filters[0] : undefined);
  if (found !== undefined) return found;
  throw new MeshWasmError("MW0433", `${relative(projectDir, file)} belongs to none of ${filters.join(", ")}`);
}
