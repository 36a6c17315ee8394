import type { FoundFilter } from "./filters.ts";

/** The mesh-wasm.config.ts of a project with these filters. */
export function configText(filters: readonly FoundFilter[]): string {
  const lines = filters.map(({ name, entry, rootId }) => {
    const root = rootId === undefined ? "" : `, rootId: ${JSON.stringify(rootId)}`;
    return `    ${JSON.stringify(name)}: { entry: ${JSON.stringify(entry)}${root} },`;
  });
  return [
    'import { defineConfig } from "mesh-wasm";',
    "",
    "export default defineConfig({",
    "  filters: {",
    ...lines,
    "  },",
    "});",
    "",
  ].join("\n");
}
