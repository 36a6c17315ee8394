import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Context } from "../../../core/index.ts";
import { runTool } from "./run-tool.ts";

/** Runs the AssemblyScript compiler of a folder with node_modules. */
export async function runAsc(ctx: Context, packages: string, args: readonly string[], cwd: string): Promise<void> {
  await runTool(ctx, process.execPath, [join(packages, "assemblyscript/bin/asc.js"), ...args], cwd);
}

/** Where the packages of this project are. */
export function ownPackages(): string {
  return dirname(dirname(createRequire(import.meta.url).resolve("assemblyscript/package.json")));
}

/** The version of this project's compiler, for keys. */
export async function ascVersion(): Promise<string> {
  return await readFile(join(ownPackages(), "assemblyscript/package.json"), "utf8");
}
