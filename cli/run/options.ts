import type { ArgumentDefinition, ChoiceOption, TextOption } from "../framework/command.ts";

/** `[target]`: what `run` and `validate` take. */
export const targetArgument = {
  description: "Name of a filter of the project, or path of a .wasm file",
  complete: "files",
} as const satisfies ArgumentDefinition;

export const pluginConfigOption = {
  kind: "text",
  placeholder: "FILE",
  complete: "files",
  description: "Plugin configuration: a JSON or YAML file, JSON text, or - for the standard input",
  defaultText: "configuration of the filter",
} as const satisfies TextOption;

export const rootIdOption = {
  kind: "text",
  placeholder: "ID",
  description: "Root id of the plugin",
  defaultText: "rootId of the filter, else the one that the module registers",
} as const satisfies TextOption;

export const envoyOption = {
  kind: "text",
  placeholder: "VERSION",
  env: "MESH_WASM_ENVOY",
  description: "Envoy version, such as 1.38 or 1.38.2",
  defaultText: "envoy of the configuration, else what envoy which says",
} as const satisfies TextOption;

export const engineOption = {
  kind: "choice",
  placeholder: "ENGINE",
  choices: ["envoy", "docker"],
  default: "envoy",
  env: "MESH_WASM_ENGINE",
  description: "Run Envoy as a process or in a container",
} as const satisfies ChoiceOption;
