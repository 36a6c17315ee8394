import type { CatalogueEntry } from "./entry.ts";

/** 0401 to 0409: traps of filters. */
export const trapErrors = {
  MW0401: {
    title: "The filter trapped",
    cause:
      "Code of the module ran into an error from which WebAssembly does not return: a failed check of AssemblyScript (an index out of range, a null, `throw`), a division by zero, memory or call stack that is full. Envoy drops the VM, with all that its plugins remembered.",
    fix: "Look at the first frame of your own code: it has the line. `mesh-wasm symbolicate` shows it for any Envoy log, and docs/traps.md tells which traps there are.",
    exitCode: 1,
  },
  MW0402: {
    title: "Envoy refuses requests after a trap",
    cause:
      "By the plugin's failure policy. FAIL_CLOSED, which is Envoy's default: the request that trapped and all later ones on that worker get 503. FAIL_OPEN: later ones pass without the filter. FAIL_RELOAD: Envoy makes a new VM, after a pause of about a second.",
    fix: "Correct what trapped, and set the failure policy that suits the filter: `mesh-wasm run --fail-strategy reload`, `failurePolicy` in tests, `failStrategy` of Istio's WasmPlugin.",
    exitCode: 1,
  },
  MW0403: {
    title: "The source map cannot be used",
    cause: "The file that was named is no source map, or it is of another build of the module.",
    fix: "Name the map that was written with the module, `<module>.wasm.map`, or build both again.",
    exitCode: 1,
  },
} as const satisfies Record<string, CatalogueEntry>;
