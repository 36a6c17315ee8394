import type { CatalogueEntry } from "./entry.ts";

export const dockerErrors = {} as const satisfies Record<string, CatalogueEntry>;
