import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { packageRoot } from "../../core/package-root.ts";

/** Reads the compiler's source files and remembers which there were. */
export interface SourceFiles {
  read(filename: string, baseDir: string): string | null;
  /** Absolute path to text of every file read, in the order of reading. */
  readonly inputs: ReadonlyMap<string, string>;
  /** Absolute paths that were looked for and are no files. */
  readonly missing: ReadonlySet<string>;
}

/**
 * Source files from the disk. An import of `mesh-wasm/…` always means the package that runs: SDK and transform belong
 * together, also where the project has another version in its node_modules, or (in this repository) none. The library for
 * unit tests is always the one that this package depends on.
 */
export function sourceFiles(): SourceFiles {
  const inputs = new Map<string, string>();
  const missing = new Set<string>();
  return {
    inputs,
    missing,
    read(filename, baseDir) {
      const path = ownPath(resolve(baseDir, filename));
      if (missing.has(path)) return null;
      const text = inputs.get(path) ?? readIfFile(path);
      if (text === null) missing.add(path);
      else inputs.set(path, text);
      return text;
    },
  };
}

function ownPath(path: string): string {
  const [library, ofLibrary] = cutAfter(path, unitTestLibrary);
  if (library) return join(dependency(unitTestLibrary), ofLibrary);
  const [own, ofPackage] = cutAfter(path, "mesh-wasm");
  return own ? join(packageRoot(), ofPackage) : path;
}

/** The package with `describe`, `test` and `expect`. */
const unitTestLibrary = "@as-pect/assembly";

/** Whether a path is one of a package, and its part in there. */
function cutAfter(path: string, name: string): [isOfPackage: boolean, part: string] {
  const folder = `${sep}node_modules${sep}${name.replace("/", sep)}${sep}`;
  const at = path.lastIndexOf(folder);
  return at < 0 ? [false, path] : [true, path.slice(at + folder.length)];
}

/** The folder of a package that this one depends on: in its own node_modules, or beside it. */
function dependency(name: string): string {
  for (let folder = packageRoot(); ; folder = dirname(folder)) {
    const found = join(folder, "node_modules", name);
    if (existsSync(found)) return found;
    if (folder === dirname(folder)) throw new Error(`the package ${name} is not installed`);
  }
}

/** The text of a file; `null` where there is none. */
export function readIfFile(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "EISDIR" || code === "ENOTDIR") return null;
    throw error;
  }
}
