import type { CatalogueEntry } from "./entry.ts";

/** 00xx and 01xx: faults of mesh-wasm itself, wrong usage, interruption. */
export const usageErrors = {
  MW0001: {
    title: "Something went wrong inside mesh-wasm",
    cause: "An error that no one foresaw. This is a bug of mesh-wasm, not of your project.",
    fix: "Run the command again with --verbose and report what it prints.",
    exitCode: 70,
  },
  MW0002: {
    title: "Interrupted",
    cause: "The command was stopped by a signal before it was done.",
    fix: "Run it again; everything it had started was stopped.",
    exitCode: 130,
  },
} as const satisfies Record<string, CatalogueEntry>;
