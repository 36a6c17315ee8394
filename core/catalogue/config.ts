import type { CatalogueEntry } from "./entry.ts";

/** 10xx: the project's configuration and plugin configurations. */
export const configErrors = {
  MW1001: {
    title: "The plugin configuration does not match the filter's schema",
    cause:
      "The filter declares with @config what its plugin configuration looks like. The given one has an unknown name, misses a value or has one of the wrong type; the filter would refuse it at configure time.",
    fix: "Change the named value. `mesh-wasm inspect` shows the schema that the module carries.",
    exitCode: 3,
  },
  MW1002: {
    title: "No project here",
    cause: "Neither this folder nor one above it has a mesh-wasm configuration file.",
    fix: "Run the command inside a project, name the file with --config, or start a project with `mesh-wasm new filter`.",
    exitCode: 3,
  },
  MW1003: {
    title: "The configuration file cannot be loaded",
    cause: "The file has a syntax error, throws while it is loaded, or has no default export.",
    fix: "Fix the file; the lines above say where it fails.",
    exitCode: 3,
  },
  MW1004: {
    title: "The configuration of the project is invalid",
    cause: "A field is unknown, missing, or has a value of the wrong kind.",
    fix: "Change the named field. In TypeScript, defineConfig() from mesh-wasm shows such faults in the editor.",
    exitCode: 3,
  },
  MW1005: {
    title: "The plugin configuration cannot be read",
    cause: "The file is missing, or is neither JSON nor YAML.",
    fix: "Check the path and the syntax. Inline text is taken as JSON where it begins with { or [.",
    exitCode: 3,
  },
  MW1006: {
    title: "The module is larger than its size limit",
    cause: "The built module has more bytes than `sizeLimit` of the filter, or --size-limit, allows.",
    fix: "See what is large with `mesh-wasm build --report`; make it smaller or raise the limit.",
    exitCode: 1,
  },
} as const satisfies Record<string, CatalogueEntry>;
