import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { MeshWasmError } from "../../core/index.ts";

/** The names looked for in each folder, in this order; last comes the field "mesh-wasm" of package.json. */
export const configFileNames = ["ts", "mts", "js", "mjs", "json", "jsonc"].map(
  (ending) => `mesh-wasm.config.${ending}`,
);

/** Where the configuration of a project is. */
export interface ConfigFile {
  path: string;
  /** The folder that paths in it are relative to. */
  directory: string;
}

/**
 * The configuration file named by `--config`, else the nearest one from `cwd` upwards.
 *
 * @throws MeshWasmError MW0107 where the named file is missing, MW1002 where none is found
 */
export function findConfig(cwd: string, named: string | undefined): ConfigFile {
  if (named === undefined) return findUpwards(cwd);
  const path = resolve(cwd, named);
  if (statSync(path, { throwIfNoEntry: false })?.isFile()) return { path, directory: dirname(path) };
  throw new MeshWasmError("MW0107", `there is no configuration file ${named}`, {
    hint: "give the path of a mesh-wasm.config file with --config, or leave it out to have it found",
  });
}

function findUpwards(cwd: string): ConfigFile {
  const searched: string[] = [];
  for (let directory = cwd; ; directory = dirname(directory)) {
    const name = configFileNames.find((candidate) => existsSync(join(directory, candidate)));
    if (name) return { path: join(directory, name), directory };
    if (hasField(join(directory, "package.json"))) return { path: join(directory, "package.json"), directory };
    searched.push(directory);
    if (directory === dirname(directory)) break;
  }
  throw new MeshWasmError("MW1002", `there is no mesh-wasm configuration in ${cwd} or above it`, {
    details: [
      `looked for ${configFileNames.join(", ")}, and "mesh-wasm" in package.json, in:`,
      ...searched.map((directory) => `  ${directory}`),
    ],
  });
}

function hasField(manifest: string): boolean {
  try {
    return "mesh-wasm" in JSON.parse(readFileSync(manifest, "utf8"));
  } catch {
    return false;
  }
}
