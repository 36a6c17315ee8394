import type { CatalogueEntry } from "./entry.ts";

/** 02xx: compiling AssemblyScript. */
export const compileErrors = {
  MW0201: {
    title: "The source does not compile",
    cause: "The AssemblyScript compiler refused the filter. Its messages name file, line and column.",
    fix: "Correct the source. AssemblyScript has no closures, try/catch, for-of, destructuring or `?.`; docs/assemblyscript.md shows what to write instead.",
    exitCode: 1,
  },
  MW0202: {
    title: "The entry file of a filter is missing",
    cause: "The project names an entry file that is not there.",
    fix: "Correct `entry` in mesh-wasm.config.ts, or create the file.",
    exitCode: 3,
  },
  MW0203: {
    title: "The entry file lies outside of the project",
    cause: "Names in traces and source maps are relative to the project's folder, so all sources must be below it.",
    fix: "Move the file into the project, or run with `--cwd` in the folder above both.",
    exitCode: 3,
  },
  MW0204: {
    title: "A field of a @config class has a type that JSON cannot give",
    cause: "Plugin configuration is JSON, decoded into the class when Envoy configures the plugin.",
    fix: "Use string, bool, a number type, an enum, another @config class, Array<T>, Map<string, T>, or `T | null` of a class, array, map or string.",
    exitCode: 1,
  },
  MW0205: {
    title: "The source registers no plugin",
    cause:
      'Envoy asks a module for the plugin of a root id, and refuses a module that knows none. mesh-wasm looks for `registerPlugin<T>("root id")` at the top level of the source, with the root id as a literal.',
    fix: "Register the plugin at the top level of the filter's source.",
    exitCode: 1,
  },
  MW0206: {
    title: "The compiler knows no such flag",
    cause: "What follows `--` goes to asc, the AssemblyScript compiler, which passes over flags that it does not know.",
    fix: "Correct the flag; `npx asc --help` lists them.",
    exitCode: 2,
  },
} as const satisfies Record<string, CatalogueEntry>;
