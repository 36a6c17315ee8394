import type { CatalogueEntry } from "./entry.ts";

export const scaffoldErrors = {} as const satisfies Record<string, CatalogueEntry>;
