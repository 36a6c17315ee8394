import { fileURLToPath } from "node:url";

/** The repository's folder. */
export const checkout = fileURLToPath(new URL("../..", import.meta.url));

/** The built command line. */
export const bin = fileURLToPath(new URL("../../dist/bin/mesh-wasm.cjs", import.meta.url));

/** The module of a ready-made filter. */
export function builtFilter(name: string): string {
  return fileURLToPath(new URL(`../../dist/filters/${name}.wasm`, import.meta.url));
}
