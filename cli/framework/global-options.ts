import type { OptionDefinitions } from "./command.ts";

/** The options that every command takes, before or after its name. `-h` and `-V` are the parser's own. */
export const globalOptions = {
  cwd: {
    kind: "text",
    short: "C",
    placeholder: "DIR",
    complete: "files",
    description: "Work as if started in this folder",
  },
  config: {
    kind: "text",
    short: "c",
    placeholder: "FILE",
    complete: "files",
    env: "MESH_WASM_CONFIG",
    description: "Configuration file of the project",
    defaultText: "the nearest one from here upwards",
  },
  json: { kind: "flag", description: "Print exactly one JSON document on stdout" },
  yes: { kind: "flag", short: "y", description: "Answer yes, or the default, to every question" },
  noInput: { kind: "flag", description: "Never ask; a missing answer is an error" },
  quiet: { kind: "flag", short: "q", description: "Show errors only on stderr" },
  verbose: { kind: "count", short: "v", description: "Show the commands run and stacks; twice: host calls too" },
  color: {
    kind: "choice",
    placeholder: "WHEN",
    choices: ["auto", "always", "never"],
    default: "auto",
    description: "Colour the output; auto also heeds NO_COLOR and FORCE_COLOR",
  },
  offline: { kind: "flag", description: "Never use the network" },
} as const satisfies OptionDefinitions;
