import type { CatalogueEntry } from "./entry.ts";

/** 0451 to 0459: coverage and unit tests. */
export const coverageErrors = {
  MW0451: {
    title: "Too little of the source is covered by tests",
    cause: "Less of the filters' sources ran in the tests than the thresholds ask for.",
    fix: "Test what the report shows in red, or lower the thresholds that `checkThresholds` gets.",
    exitCode: 1,
  },
} as const satisfies Record<string, CatalogueEntry>;
