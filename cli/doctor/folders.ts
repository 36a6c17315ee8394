import { accessSync, constants, existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { Directories } from "../../core/index.ts";
import type { Check } from "./check.ts";

/** Whether mesh-wasm can write into the folders that it keeps things in. */
export function checkFolders(folders: Directories): Check[] {
  return Object.entries(folders).map(([kind, folder]) => checkFolder(`${kind} folder`, folder));
}

function checkFolder(name: string, folder: string): Check {
  const existing = nearestExisting(folder);
  try {
    if (!statSync(existing).isDirectory()) throw new Error(`${existing} is a file`);
    accessSync(existing, constants.W_OK);
    return { name, status: "ok", text: folder };
  } catch (error) {
    const variable = `MESH_WASM_${name.split(" ")[0]?.toUpperCase()}_HOME`;
    const text = `${folder} cannot be written: ${(error as Error).message}`;
    return { name, status: "fail", text, hint: `make it writable, or name another folder in ${variable}` };
  }
}

function nearestExisting(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(at) || dirname(at) === at) return at;
  }
}
