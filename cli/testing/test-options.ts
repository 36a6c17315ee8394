import { resolve } from "node:path";
import type { TestOptions } from "./run-tests.ts";

/** Words that names of test files contain. Paths that are not to be looked for anywhere are of the folder that they were typed in. */
export function fileWords(cwd: string, { files }: TestOptions): string[] {
  return files.map((word) => (/^\.\.?(?:[/\\]|$)/.test(word) ? resolve(cwd, word) : word));
}

/** Names of reporters. */
export function reportersOf({ reporter = "" }: TestOptions): string[] {
  return reporter
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}
