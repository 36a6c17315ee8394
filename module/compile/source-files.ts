import { readFileSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { packageRoot } from "./package-root.ts";

/** Reads the compiler's source files and remembers which there were. */
export interface SourceFiles {
  read(filename: string, baseDir: string): string | null;
  /** Absolute path to text of every file read, in the order of reading. */
  readonly inputs: ReadonlyMap<string, string>;
}

/**
 * Source files from the disk. An import of `mesh-wasm/…` always means the package that runs: SDK and transform belong
 * together, also where the project has another version in its node_modules, or (in this repository) none.
 */
export function sourceFiles(): SourceFiles {
  const inputs = new Map<string, string>();
  return {
    inputs,
    read(filename, baseDir) {
      const path = ownPath(resolve(baseDir, filename));
      const known = inputs.get(path);
      if (known !== undefined) return known;
      const text = readIfFile(path);
      if (text !== null) inputs.set(path, text);
      return text;
    },
  };
}

const ownPackage = `${sep}node_modules${sep}mesh-wasm${sep}`;

function ownPath(path: string): string {
  const at = path.lastIndexOf(ownPackage);
  return at < 0 ? path : join(packageRoot(), path.slice(at + ownPackage.length));
}

function readIfFile(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "EISDIR" || code === "ENOTDIR") return null;
    throw error;
  }
}
