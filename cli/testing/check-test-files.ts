import { existsSync, readdirSync, realpathSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { MeshWasmError } from "../../core/index.ts";
import type { Project } from "../config/load.ts";
import { isTestFile } from "./test-file-names.ts";

/** How many test files a hint names. */
const namedFiles = 5;

/**
 * Looks whether there is a test file of the names that were asked for, before anything is built. A project with a configuration
 * of vitest's own may have others, and is left to vitest.
 *
 * @param words Parts of names, as vitest takes them; none for all.
 * @throws MeshWasmError MW0418 where there is none.
 */
export function checkTestFiles({ directory }: Project, words: readonly string[]): void {
  if (hasOwnConfig(directory)) return;
  const files = filesBelow(directory).filter((file) => isTestFile(file, directory));
  if (files.length === 0) throw new MeshWasmError("MW0418", "the project has no tests");
  if (words.length === 0 || files.some((file) => words.some((word) => fits(file, word, directory)))) return;
  const names = files.slice(0, namedFiles).map((file) => relative(directory, file));
  const others = files.length > namedFiles ? ` and ${files.length - namedFiles} more` : "";
  throw new MeshWasmError("MW0418", `no test file fits ${words.join(" ")}`, {
    hint: `the project has ${names.join(", ")}${others}`,
  });
}

function hasOwnConfig(directory: string): boolean {
  for (let folder = directory; ; folder = dirname(folder)) {
    if (readdirSync(folder).some((name) => /^(?:vitest|vite)\.config\.[cm]?[jt]s$/.test(name))) return true;
    if (folder === dirname(folder)) return false;
  }
}

/** As vitest decides it. A word may end in the number of a line. */
function fits(file: string, word: string, directory: string): boolean {
  const name = word.replace(/:\d+(?:-\d+)?$/, "");
  if (isAbsolute(name) && file.startsWith(name)) return true;
  const path = relative(directory, file).toLowerCase();
  return [name, relative(directory, resolve(directory, name))].some((part) => path.includes(part.toLowerCase()));
}

/** All files in a folder and those below it, also behind links; not those that vitest passes over. */
function filesBelow(folder: string, seen: Set<string> = new Set()): string[] {
  const real = realpathSync(folder);
  if (seen.has(real)) return [];
  seen.add(real);
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (name === "node_modules" || name === ".git" || !existsSync(path)) return [];
    return statSync(path).isDirectory() ? filesBelow(path, seen) : [path];
  });
}
