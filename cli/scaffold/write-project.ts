import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { MeshWasmError, writeFault } from "../../core/index.ts";
import type { Layer } from "./templates.ts";

/** What to write, and where. */
export interface ProjectFiles {
  /** Folders of the template's files. */
  layers: readonly Layer[];
  /** Folder of the new project. */
  target: string;
  /** Name of the filter and of the package. */
  name: string;
  /** How the project depends on mesh-wasm. */
  packageSpec: string;
  /** Write into a folder that holds files. */
  overwrite: boolean;
}

/** Names under which npm would treat a file of the template as its own. */
const renamed: Record<string, string> = { _gitignore: ".gitignore", "_package.json": "package.json" };

/** Stands for the filter's name in the files of a template, which so compile as they are. */
const namePlaceholder = "filter-name";

/**
 * Writes a project from a template; gives back its files, relative and sorted. Either all of them are written or none,
 * unless they go into a folder that holds files already.
 *
 * @throws MeshWasmError MW1102 (the folder is not empty), MW0108 (it cannot be written)
 */
export function writeProject(files: ProjectFiles): string[] {
  const { target } = files;
  const present = contentsOf(target);
  if (present.length > 0 && !files.overwrite) {
    const more = present.length > 10 ? [`… and ${present.length - 10} more`] : [];
    throw new MeshWasmError("MW1102", `${target} holds files already`, { details: [...present.slice(0, 10), ...more] });
  }
  try {
    mkdirSync(dirname(target), { recursive: true });
    const temporary = mkdtempSync(join(dirname(target), `.${basename(target)}-`));
    try {
      // One level deeper, because only the owner may enter a temporary folder and the project must not inherit that.
      const staging = join(temporary, "project");
      const written = fill(staging, files);
      moveInto(staging, target);
      return written;
    } finally {
      rmSync(temporary, { recursive: true, force: true });
    }
  } catch (error) {
    throw writeFault(error, target);
  }
}

function contentsOf(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return [];
    throw writeFault(error, folder);
  }
}

function fill(folder: string, { layers, name, packageSpec }: ProjectFiles): string[] {
  const written = new Set<string>();
  for (const { from, to } of layers) {
    for (const source of filesIn(from)) {
      const path = placeOf(join(to, relative(from, source)));
      const text = withName(readFileSync(source, "utf8"), name);
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), path === "package.json" ? withSpec(text, packageSpec) : text);
      written.add(path);
    }
  }
  return [...written].sort();
}

function placeOf(path: string): string {
  const parts = path.split(sep);
  const file = parts.pop() ?? "";
  return [...parts, renamed[file] ?? file].join("/");
}

/** A ready-made filter registers its plugin under its own name, which becomes the project's. */
function withName(text: string, name: string): string {
  return text
    .replaceAll(namePlaceholder, name)
    .replace(/registerPlugin<(\w+)>\("[^"]*"\)/g, (_, plugin: string) => `registerPlugin<${plugin}>("${name}")`);
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !["node_modules", "build"].includes(entry.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesIn(path) : [path];
    });
}

function withSpec(text: string, spec: string): string {
  const manifest = JSON.parse(text);
  for (const field of ["dependencies", "devDependencies"]) {
    if (manifest[field]?.["mesh-wasm"]) manifest[field]["mesh-wasm"] = spec;
  }
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function moveInto(staging: string, target: string): void {
  if (existsSync(target)) cpSync(staging, target, { recursive: true });
  else renameSync(staging, target);
}
