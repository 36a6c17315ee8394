import { join } from "node:path";
import { directories } from "../core/directories.ts";

/** Of `node:module` since Node 22.1. */
interface CompileCache {
  enableCompileCache?(directory: string): unknown;
}

/**
 * Has Node keep what it makes of our code in the cache folder, so that the next command begins sooner. Node looks whether the code
 * is still the same, and does without where it cannot write.
 */
export function keepCompiled({ env, getBuiltinModule }: Pick<NodeJS.Process, "env" | "getBuiltinModule">): void {
  // Not in the folder for temporary files, where others could put code in its place
  (getBuiltinModule("node:module") as CompileCache).enableCompileCache?.(join(directories({ env }).cache, "compiled"));
}
