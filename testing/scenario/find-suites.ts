import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { configurationFor } from "./find-configuration.ts";
import { isSuiteFile } from "./read-suite.ts";

/** A suite in a folder. */
export interface FoundSuite {
  /** Path of the suite. */
  file: string;
  /** Path of the plugin configuration that belongs to it, by their names; undefined where there is none. */
  configuration: string | undefined;
}

/**
 * The suites in a folder, folders below it left out, by name. Protobuf text that says nothing of `env` or `test` is none:
 * it may be a plugin configuration.
 */
export function findSuites(folder: string): FoundSuite[] {
  const files = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();
  const suites = files.filter((name) => isSuiteFile(name) && saysWhatASuiteSays(join(folder, name)));
  const named = suites.flatMap((name) => filesNamedIn(join(folder, name)));
  const others = files.filter((name) => !suites.includes(name) && !named.includes(name));
  return suites.map((name) => {
    const configuration = configurationFor(name, suites, others);
    return { file: join(folder, name), configuration: configuration && join(folder, configuration) };
  });
}

function saysWhatASuiteSays(path: string): boolean {
  const text = readFileSync(path, "utf8");
  if (/\.ya?ml$/.test(path)) return true;
  const [first] = /^[ \t]*[^#\s].*/m.exec(text) ?? [];
  return first === undefined || /^\s*(?:env|test)\b/.test(first);
}

/** Names of the files that a suite reads bodies and headers from. */
function filesNamedIn(path: string): string[] {
  const text = readFileSync(path, "utf8");
  return Array.from(text.matchAll(/\bfile:\s*["']?([^"'\s]+)/g), ([, name = ""]) => basename(name));
}
