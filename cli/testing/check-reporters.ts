import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { MeshWasmError, nearest } from "../../core/index.ts";
import type { Project } from "../config/load.ts";

/** Told by name beside those in vitest itself: its package comes extra. */
const extraReporters = ["html"];

/**
 * Looks whether there are the reporters that were asked for: of vitest, a package, or a file of the project.
 *
 * @throws MeshWasmError MW0105 naming the one that there is not.
 */
export async function checkReporters({ directory }: Project, reporters: readonly string[]): Promise<void> {
  if (reporters.length === 0) return;
  const known = [...(await vitestReporters(directory)), ...extraReporters];
  const missing = reporters.find((name) => !known.includes(name) && !isOfProject(name, directory));
  if (missing === undefined) return;
  const meant = nearest(missing, known);
  throw new MeshWasmError("MW0105", `--reporter does not take "${missing}"`, {
    hint: meant ? `did you mean ${meant}?` : `vitest has ${known.join(", ")}; others are packages or files`,
  });
}

/** Names of the reporters that the project's vitest has. */
async function vitestReporters(directory: string): Promise<string[]> {
  const file = createRequire(join(directory, "package.json")).resolve("vitest/node");
  const { ReportersMap } = (await import(pathToFileURL(file).href)) as { ReportersMap: object };
  return Object.keys(ReportersMap);
}

function isOfProject(name: string, directory: string): boolean {
  if (/^[./]/.test(name)) return existsSync(resolve(directory, name));
  const [packageName = ""] = /^(?:@[^/]+\/)?[^/]+/.exec(name) ?? [];
  for (let folder = directory; packageName !== ""; folder = dirname(folder)) {
    if (existsSync(join(folder, "node_modules", packageName))) return true;
    if (folder === dirname(folder)) break;
  }
  return false;
}
