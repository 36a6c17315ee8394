import { statSync } from "node:fs";
import { resolve } from "node:path";
import { MeshWasmError } from "../../core/index.ts";

/**
 * The folder that `--cwd` names.
 *
 * @throws MeshWasmError MW0107 where there is no such folder
 */
export function workingDirectory(from: string, given: string | undefined): string {
  if (given === undefined) return from;
  const folder = resolve(from, given);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return folder;
  throw new MeshWasmError("MW0107", `--cwd ${given} is not a folder`, {
    hint: "give the path of a folder that exists",
  });
}
