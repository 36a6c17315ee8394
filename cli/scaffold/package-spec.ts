import { readFileSync, realpathSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";

/** What a project writes as the version of `mesh-wasm` in its package.json. */
interface Found {
  spec: string;
  /** The folder that a `file:` path in it is relative to. */
  base: string;
}

/**
 * How a new project gets the same mesh-wasm that is running: the spec by which the folder around us installed it (a
 * version, or a tarball), else this very folder. Paths come out relative to the project, as npm itself writes them.
 *
 * @param root the folder of the mesh-wasm package that runs
 * @param project the folder of the new project
 */
export function packageSpec(root: string, project: string): string {
  for (const holder of holders(root)) {
    const found = specIn(holder) ?? lockedIn(holder);
    if (found) return relocated(found, project);
  }
  return relocated({ spec: `file:${root}`, base: root }, project);
}

/** A spec that the user typed, its path taken from where the command runs. */
export function typedSpec(spec: string, cwd: string, project: string): string {
  const isPath = /^(file:|\.{0,2}\/|[A-Za-z]:[\\/])/.test(spec) || spec.endsWith(".tgz");
  const isUrl = /^[a-z+]+:\/\//.test(spec);
  if (!isPath || isUrl) return spec;
  return relocated({ spec: spec.startsWith("file:") ? spec : `file:${spec}`, base: cwd }, project);
}

/** The folders whose node_modules we are in, innermost first. pnpm keeps packages several levels below it. */
function holders(root: string): string[] {
  const parts = root.split(sep);
  const found: string[] = [];
  for (let index = parts.length - 1; index > 0; index--) {
    if (parts[index] === "node_modules") found.push(parts.slice(0, index).join(sep));
  }
  return found;
}

function specIn(holder: string): Found | undefined {
  const manifest = readJson(join(holder, "package.json"));
  const spec = manifest?.dependencies?.["mesh-wasm"] ?? manifest?.devDependencies?.["mesh-wasm"];
  // A workspace or link of the holder means nothing elsewhere.
  if (!spec || /^(workspace|link|portal|catalog):/.test(spec)) return undefined;
  return { spec, base: holder };
}

/** npm's record of what it installed, for a package that the manifest does not name (`npm install --no-save`). */
function lockedIn(holder: string): Found | undefined {
  const entry = readJson(join(holder, "node_modules", ".package-lock.json"))?.packages?.["node_modules/mesh-wasm"];
  if (entry?.resolved?.startsWith("file:")) return { spec: entry.resolved, base: holder };
  return entry?.version && !entry.link ? { spec: entry.version, base: holder } : undefined;
}

interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  packages?: Record<string, { version?: string; resolved?: string; link?: boolean }>;
}

function readJson(path: string): Manifest | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

function relocated({ spec, base }: Found, project: string): string {
  if (!spec.startsWith("file:")) return spec;
  const target = realPath(resolve(base, spec.slice("file:".length).replace(/^\/\/(?=\/)/, "")));
  const path = relative(realPath(project), target);
  // On Windows there is no relative path to another drive.
  return `file:${path.split(sep).join("/")}`;
}

/** The path without symbolic links, also where its last parts do not exist yet. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realPath(parent), path.slice(parent.length));
  }
}
