import type { CatalogueEntry } from "./entry.ts";

export const moduleErrors = {} as const satisfies Record<string, CatalogueEntry>;
