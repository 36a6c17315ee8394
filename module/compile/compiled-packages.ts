import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, sep } from "node:path";
import { packageRoot } from "../../core/package-root.ts";
import type { SourceFiles } from "./source-files.ts";

/** A package of which something is compiled into a module. */
export interface CompiledPackage {
  /** As npm knows it. */
  name: string;
  version: string;
  /** An expression of SPDX; left out where the package says none. */
  license?: string;
}

const folder = `${sep}node_modules${sep}`;

/**
 * The packages whose files the compiler has read, by name: the SDK, what the filter imports, and AssemblyScript, whose standard
 * library is in every module. Their package.json counts as read, so that a new version is a new build.
 */
export function compiledPackages(files: SourceFiles): CompiledPackage[] {
  const roots = new Set([...files.inputs.keys()].map(rootOf).filter((root) => root !== undefined));
  const found = [...roots].map((root) => describe(files.read("package.json", root) ?? "{}"));
  found.push(describe(readFileSync(createRequire(import.meta.url).resolve("assemblyscript/package.json"), "utf8")));
  const byName = new Map(
    found.filter((each) => each !== undefined).map((each) => [`${each.name}@${each.version}`, each]),
  );
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}

/** The folder of the package that a file is of; undefined for a file of the project. */
function rootOf(path: string): string | undefined {
  if (path.startsWith(join(packageRoot(), "assembly") + sep)) return packageRoot();
  const at = path.lastIndexOf(folder);
  if (at < 0) return undefined;
  const [first = "", second = ""] = path.slice(at + folder.length).split(sep);
  const name = first.startsWith("@") ? join(first, second) : first;
  return join(path.slice(0, at), folder, name);
}

function describe(manifest: string): CompiledPackage | undefined {
  const { name, version, license } = JSON.parse(manifest) as Record<keyof CompiledPackage, unknown>;
  if (typeof name !== "string" || typeof version !== "string") return undefined;
  return { name, version, ...(typeof license === "string" && { license }) };
}
