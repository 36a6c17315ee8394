import type { CatalogueEntry } from "./entry.ts";

/** 00xx and 01xx: faults of mesh-wasm itself, wrong usage, interruption. */
export const usageErrors = {
  MW0001: {
    title: "Something went wrong inside mesh-wasm",
    cause: "An error that no one foresaw. This is a bug of mesh-wasm, not of your project.",
    fix: "Run the command again with --verbose and report what it prints.",
    exitCode: 70,
  },
  MW0002: {
    title: "Interrupted",
    cause: "The command was stopped by a signal before it was done.",
    fix: "Run it again; everything it had started was stopped.",
    exitCode: 130,
  },
  MW0003: {
    title: "Node is too old",
    cause: "mesh-wasm uses parts of Node that this version does not have yet.",
    fix: "Install Node 20.19 or newer; `node --version` shows which one runs.",
    exitCode: 4,
  },
  MW0101: {
    title: "No such command",
    cause: "The first words on the command line name no command of mesh-wasm.",
    fix: "See `mesh-wasm --help` for the commands.",
    exitCode: 2,
  },
  MW0102: {
    title: "No such option",
    cause: "The command does not take an option of this name.",
    fix: "See the command's --help. Words for asc or Envoy go after a lone `--`.",
    exitCode: 2,
  },
  MW0103: {
    title: "Something is missing on the command line",
    cause:
      "The command needs an answer that was not given, and it does not ask: there is no terminal, or --no-input, --yes, --json or CI is set.",
    fix: "Give it as an argument or option; the command's --help shows examples.",
    exitCode: 2,
  },
  MW0104: {
    title: "Too many words on the command line",
    cause: "More words were given than the command takes, often because a value with spaces is not quoted.",
    fix: "Quote values that hold spaces, or remove what is too much.",
    exitCode: 2,
  },
  MW0105: {
    title: "An option or argument has a wrong value",
    cause: "The value is missing, not among those allowed, or not of the kind that the option takes.",
    fix: "See the command's --help for what it takes.",
    exitCode: 2,
  },
  MW0106: {
    title: "Options exclude each other",
    cause: "Two options were given that cannot hold at the same time.",
    fix: "Leave one of them out.",
    exitCode: 2,
  },
  MW0107: {
    title: "File or folder not found",
    cause: "A path on the command line names nothing that can be read.",
    fix: "Check the path; it is taken from the folder in which the command runs, or from --cwd.",
    exitCode: 2,
  },
  MW0108: {
    title: "A file cannot be written",
    cause:
      "The system refused to create or change a file or folder: no permission, a full disk, or a file where a folder should be.",
    fix: "Make the folder writable, or choose another one.",
    exitCode: 4,
  },
  MW0109: {
    title: "No such filter in the project",
    cause: "The configuration of the project names no filter like this.",
    fix: "Choose one of the filters in mesh-wasm.config.ts, or add it there.",
    exitCode: 2,
  },
  MW0110: {
    title: "No such error code",
    cause: "mesh-wasm has no error with this code.",
    fix: "See `mesh-wasm explain --list` for all codes.",
    exitCode: 2,
  },
  MW0111: {
    title: "The check found something",
    cause: "At least one finding is as grave as --fail-on says.",
    fix: "Fix the findings listed above; each has a code that `mesh-wasm explain` tells more about.",
    exitCode: 1,
  },
  MW0112: {
    title: "This machine lacks something that mesh-wasm needs",
    cause: "One of the checks of `mesh-wasm doctor` failed.",
    fix: "Do what the failed checks say, then run `mesh-wasm doctor` again.",
    exitCode: 4,
  },
} as const satisfies Record<string, CatalogueEntry>;
