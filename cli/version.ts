import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

let root: string | undefined;

/** The folder of the mesh-wasm package that this code runs from, in a checkout or installed. */
export function packageRoot(): string {
  root ??= findRoot(dirname(fileURLToPath(import.meta.url)));
  return root;
}

/** The version of mesh-wasm. */
export function version(): string {
  return manifestIn(packageRoot())?.version ?? "0.0.0";
}

function findRoot(folder: string): string {
  if (manifestIn(folder)?.name === "mesh-wasm") return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error("the package.json of mesh-wasm is gone");
  return findRoot(parent);
}

function manifestIn(folder: string): { name?: string; version?: string } | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  } catch {
    return undefined;
  }
}
