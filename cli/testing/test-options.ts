import { resolve } from "node:path";
import type { TestOptions } from "./run-tests.ts";

/** Words that names of test files contain. Paths that are not to be looked for anywhere are of the folder that they were typed in. */
export function fileWords(cwd: string, { files }: TestOptions): string[] {
  return files.map((word) => (/^\.\.?(?:[/\\]|$)/.test(word) ? resolve(cwd, word) : word));
}

/** Names of reporters. */
export function reportersOf({ reporter = "" }: TestOptions): string[] {
  return wordsOf(reporter);
}

/** The words of a list such as `1.38, 1.40`. */
export function wordsOf(list: string): string[] {
  return list
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");
}
