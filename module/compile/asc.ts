import type { Asc } from "./asc-types.ts";

let loaded: Promise<Asc> | undefined;

/** Loads the AssemblyScript compiler, once a thread: it takes most of a second. */
export function loadAsc(): Promise<Asc> {
  loaded ??= importAsc();
  return loaded;
}

async function importAsc(): Promise<Asc> {
  // The specifiers are variables so that TypeScript does not load the compiler's ambient declarations.
  const cli: string = "assemblyscript/asc";
  const library: string = "assemblyscript";
  const [asc, api] = await Promise.all([import(cli), import(library)]);
  const { i64_new } = globalThis as unknown as { i64_new(low: number, high: number): unknown };
  return { ...api, main: asc.main, options: asc.options, integer: (value) => i64_new(value, 0) };
}
