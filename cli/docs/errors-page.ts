import { type CatalogueEntry, catalogue } from "../../core/index.ts";

/** What the ranges of codes are about, by their first two digits. */
export const ranges = [
  ["00", "mesh-wasm itself"],
  ["01", "Usage"],
  ["02", "Compiling"],
  ["03", "Modules"],
  ["04", "Tests and traps"],
  ["05", "Envoy"],
  ["06", "Docker"],
  ["07", "Images and registries"],
  ["08", "Signing"],
  ["09", "Meshes"],
  ["10", "Configuration"],
  ["11", "New projects"],
] as const;

/** The page docs/errors.md: every error, derived from the catalogue. `mesh-wasm explain CODE` says the same. */
export function errorsPage(): string {
  const entries = Object.entries<CatalogueEntry>(catalogue).sort(([a], [b]) => a.localeCompare(b));
  const parts = [
    "# Errors",
    "Every error of mesh-wasm has a code that never changes its meaning. `mesh-wasm explain CODE` shows what is here. Made from the catalogue; `npx vitest run cli/docs -u` writes it anew.",
  ];
  for (const [range, title] of ranges) {
    parts.push(`## ${title}`);
    for (const [code, entry] of entries.filter(([name]) => name.startsWith(`MW${range}`)))
      parts.push(section(code, entry));
  }
  return `${parts.join("\n\n")}\n`;
}

/** The heading is the code alone, so that `docs/errors.md#mw0501` leads to it. */
function section(code: string, { title, cause, fix, exitCode }: CatalogueEntry): string {
  return [`### ${code}`, `**${title}.** ${cause}`, `${fix} (Exit status ${exitCode}.)`].join("\n\n");
}
