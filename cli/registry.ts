import { completion } from "./commands/completion.ts";
import { explain } from "./commands/explain.ts";
import { newFilter } from "./commands/new-filter.ts";
import type { Registry } from "./framework/registry.ts";

/** Every command of mesh-wasm, in the order in which the help lists them. */
export const registry: Registry = {
  groups: [
    { name: "new", aliases: ["n"], summary: "Start a project from a template" },
    { name: "envoy", summary: "Find, install and choose Envoy versions" },
  ],
  commands: [newFilter, explain, completion],
};
