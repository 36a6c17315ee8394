import { createRequire } from "node:module";

/** The file of the worker: Node 20 runs no TypeScript, so it is the built one also where this one runs from source. */
export function compileWorker(): string {
  return createRequire(import.meta.url).resolve("#compile-worker");
}
