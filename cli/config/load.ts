import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, extname, relative, resolve } from "node:path";
import { MeshWasmError } from "../../core/index.ts";
import type { ProjectConfig } from "../define-config.ts";
import { type ConfigFile, findConfig } from "./find.ts";
import { parseJsonc } from "./jsonc.ts";
import { validateConfig } from "./schema.ts";

/** A project: its folder and what its configuration says. */
export interface Project {
  config: ProjectConfig;
  /** The configuration file. */
  path: string;
  /** The folder that holds it; all paths in it are relative to this. */
  directory: string;
}

/** The folder for built modules that the configuration says, absolute. */
export function outDirOf({ config, directory }: Project): string {
  return resolve(directory, config.outDir ?? "build");
}

/**
 * Finds, loads and checks the configuration of the project.
 *
 * @throws MeshWasmError MW0107 or MW1002 (not found), MW1003 (cannot be loaded), MW1004 (invalid)
 */
export async function loadProject(cwd: string, named?: string): Promise<Project> {
  const file = findConfig(cwd, named);
  const shown = relative(cwd, file.path) || basename(file.path);
  const value = await readConfig(file, shown);
  return { config: validateConfig(value, shown), ...file };
}

async function readConfig({ path }: ConfigFile, shown: string): Promise<unknown> {
  try {
    if (basename(path) === "package.json") return JSON.parse(readFileSync(path, "utf8"))["mesh-wasm"];
    if ([".json", ".jsonc"].includes(extname(path))) return parseJsonc(readFileSync(path, "utf8"));
    return await importConfig(path);
  } catch (error) {
    throw new MeshWasmError("MW1003", `${shown} cannot be loaded`, { details: detailsOf(error), cause: error });
  }
}

async function importConfig(path: string): Promise<unknown> {
  // Node 20 runs no TypeScript; loading jiti takes a quarter of a second, so only these forms pay for it.
  const { createJiti } = await import("jiti");
  const jiti = createJiti(import.meta.url, {
    fsCache: false,
    moduleCache: false,
    interopDefault: false,
    alias: ownPackageFor(path),
  });
  const module = (await jiti.import(path)) as { default?: unknown };
  if (module.default === undefined) {
    throw new Error("it has no default export; write: export default defineConfig({ … })");
  }
  return module.default;
}

/** Lets a configuration import `mesh-wasm` also where the project's packages are not installed. */
function ownPackageFor(path: string): Record<string, string> {
  try {
    createRequire(path).resolve("mesh-wasm");
    return {};
  } catch {
    return { "mesh-wasm": createRequire(import.meta.url).resolve("mesh-wasm") };
  }
}

function detailsOf(error: unknown): string[] {
  const lines = (error instanceof Error ? error.message : String(error)).split("\n");
  return lines.map((line) => line.trim()).filter((line) => line !== "");
}
