import type { CatalogueEntry } from "./entry.ts";

export const envoyErrors = {} as const satisfies Record<string, CatalogueEntry>;
