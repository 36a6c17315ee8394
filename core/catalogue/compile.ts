import type { CatalogueEntry } from "./entry.ts";

export const compileErrors = {} as const satisfies Record<string, CatalogueEntry>;
