import type { CatalogueEntry } from "./entry.ts";

/** 11xx: new projects and files, and projects of another SDK. */
export const scaffoldErrors = {
  MW1101: {
    title: "This name cannot be used",
    cause:
      "The name of a filter is also the name of its folder and npm package: lower-case letters, digits, dots, dashes and underscores, beginning with a letter, at most 100 of them, and no path.",
    fix: "Choose a name like `jwt-auth`. Where the project goes is said with --dir.",
    exitCode: 2,
  },
  MW1102: {
    title: "The folder is not empty",
    cause: "Files that are there could be lost.",
    fix: "Choose another name or --dir, or pass --overwrite: files of the same name are replaced, others stay.",
    exitCode: 3,
  },
  MW1103: {
    title: "No such template",
    cause: "mesh-wasm brings no template of this name.",
    fix: "See `mesh-wasm new filter --list-templates`.",
    exitCode: 2,
  },
  MW1104: {
    title: "The packages could not be installed",
    cause: "The project was written, but the package manager failed.",
    fix: "Fix what the package manager says and run its install in the new folder, or pass --no-install.",
    exitCode: 4,
  },
  MW1105: {
    title: "No project of the old SDK",
    cause:
      "Neither package.json nor a source in this folder names @solo-io/proxy-runtime or its fork @gcoredev/proxy-wasm-sdk-as.",
    fix: "Run it in the folder of the project, or name that with -C.",
    exitCode: 3,
  },
  MW1106: {
    title: "The package.json of the project cannot be read",
    cause: "It is not JSON, or holds something other than an object.",
    fix: "Correct package.json and run the command again.",
    exitCode: 3,
  },
} as const satisfies Record<string, CatalogueEntry>;
