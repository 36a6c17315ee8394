import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { nameFault } from "../scaffold/filter-name.ts";
import { blankText } from "./blank-text.ts";
import type { Manifest } from "./migrate-manifest.ts";
import type { ProjectFile } from "./source-files.ts";

/** A filter that the project builds. */
export interface FoundFilter {
  name: string;
  /** Relative to the project's folder, with slashes. */
  entry: string;
  /** Set where the module registers several plugins and none is called as the filter. */
  rootId: string | undefined;
}

/** What the entries of a project are looked for in. */
export interface EntryHints {
  directory: string;
  sources: readonly ProjectFile[];
  manifest: Manifest | null;
  /** The text of asconfig.json. */
  asconfig: string | null;
}

/** The filters of a project: by what its scripts and asconfig.json compile, else by the sources that register plugins. */
export function findFilters(hints: EntryHints): FoundFilter[] {
  const entries = entriesOf(hints);
  const rootIds = hints.sources.flatMap(({ text }) => registeredIn(text));
  const names = new Set<string>();
  return entries.map((entry) => {
    const name = unique(nameOf(entry, entries.length, hints), names);
    const isChosen = rootIds.length <= 1 || rootIds.includes(name) || entries.length > 1;
    return { name, entry, rootId: isChosen ? undefined : rootIds[0] };
  });
}

/** The root ids that a source registers plugins under. */
export function registeredIn(source: string): string[] {
  const code = blankText(source);
  return Array.from(code.matchAll(/\bregisterRootContext\s*\(/g)).flatMap((match) => {
    const [, quote, inner = ""] = /,\s*(["'`])(\s*)\1\s*,?\s*\)/.exec(code.slice(match.index)) ?? [];
    if (!quote) return [];
    const start = code.indexOf(`${quote}${inner}${quote}`, match.index) + 1;
    return [source.slice(start, start + inner.length)];
  });
}

function entriesOf({ directory, sources, manifest, asconfig }: EntryHints): string[] {
  const named = [...entriesInAsconfig(asconfig), ...entriesInScripts(manifest)].map((path) =>
    path.replace(/^\.\//, ""),
  );
  const present = [...new Set(named)].filter((path) => existsSync(join(directory, path)));
  if (present.length > 0) return present;
  return sources.filter(({ text }) => /\bregisterRootContext\s*\(/.test(blankText(text))).map(({ path }) => path);
}

function entriesInAsconfig(asconfig: string | null): string[] {
  try {
    const { entries } = JSON.parse(asconfig ?? "{}");
    return Array.isArray(entries) ? entries.filter((entry) => typeof entry === "string") : [];
  } catch {
    return [];
  }
}

function entriesInScripts(manifest: Manifest | null): string[] {
  const commands = Object.values(manifest?.scripts ?? {}).filter((command) => typeof command === "string");
  return commands.flatMap((command) => {
    return Array.from(command.matchAll(/\basc\s+(?:-\S+\s+)*([\w./-]+\.ts)\b/g), ([, path = ""]) => path);
  });
}

/** The package's name for a project of one filter, else that of the entry. */
function nameOf(entry: string, count: number, { directory, manifest }: EntryHints): string {
  const ofPackage = typeof manifest?.name === "string" ? [manifest.name] : [];
  const file = basename(entry, ".ts");
  const folders = dirname(entry).split("/").reverse();
  const ofEntry = file === "index" ? folders.filter((folder) => !["assembly", "src", "."].includes(folder)) : [file];
  const candidates = count === 1 ? [...ofPackage, basename(directory)] : ofEntry;
  return candidates.map(asName).find((name) => nameFault(name) === undefined) ?? "filter";
}

function asName(text: string): string {
  return text
    .replace(/^@[^/]*\//, "")
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "");
}

function unique(name: string, taken: Set<string>): string {
  let candidate = name;
  for (let count = 2; taken.has(candidate); count++) candidate = `${name}-${count}`;
  taken.add(candidate);
  return candidate;
}
