import type { Asc, ClassPrototype, Program } from "../asc-types.ts";

const exportsFile = "~lib/mesh-wasm/assembly/exports";
const contextsFolder = "~lib/mesh-wasm/assembly/context/";

/** Exports that the SDK itself needs, whatever a plugin overrides. */
const always = new Set([
  "proxy_abi_version_0_2_1",
  "proxy_on_memory_allocate",
  "proxy_on_context_create",
  "proxy_on_configure",
  "proxy_on_delete",
]);

/**
 * Removes the callbacks that no class of the program overrides. Envoy takes an absent callback for "continue" without
 * entering the module, which saves about a microsecond each.
 */
export function trimExports(asc: Asc, program: Program): void {
  const exports = program.filesByName.get(exportsFile)?.exports;
  if (!exports) return;
  const wanted = overriddenMethods(asc, program);
  for (const name of exports.keys()) {
    if (!always.has(name) && !wanted.has(methodOf(name))) exports.delete(name);
  }
}

/** `proxy_on_request_headers` is answered by the method `onRequestHeaders`. */
function methodOf(exportName: string): string {
  return exportName.replace(/^(?:proxy|envoy)_/, "").replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function overriddenMethods(asc: Asc, program: Program): Set<string> {
  const methods = new Set<string>();
  for (const file of program.filesByName.values()) {
    for (const element of file.members?.values() ?? []) {
      if (element.kind !== asc.ElementKind["ClassPrototype"]) continue;
      const lineage = belowContexts(element);
      for (const prototype of lineage) {
        for (const name of prototype.instanceMembers?.keys() ?? []) methods.add(name);
      }
    }
  }
  return methods;
}

/** The class and its ancestors down from the SDK's own context classes; empty for a class that is no context. */
function belowContexts(element: ClassPrototype): ClassPrototype[] {
  const lineage: ClassPrototype[] = [];
  for (let at: ClassPrototype | null = element; at; at = at.basePrototype) {
    if (at.internalName.startsWith(contextsFolder)) return lineage;
    lineage.push(at);
  }
  return [];
}
