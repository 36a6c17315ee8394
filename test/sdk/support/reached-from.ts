import type { WasmModule } from "../../../module/index.ts";

/** The names of all functions that one may call, also through a table and on the way into a trap, and its own. */
export function reachedFrom(module: WasmModule, name: string): string[] {
  const { imported, direct, failing, indirect, referenced } = module.calls;
  const imports = module.imports.filter(({ kind }) => kind === "function");
  const first = [...module.functionNames].find(([, known]) => known === name);
  if (!first) throw new Error(`the module has no function ${name}`);
  const reached = new Set([first[0]]);
  for (const index of reached) {
    const own = index - imported;
    const called = [...(direct[own] ?? []), ...(failing[own] ?? []), ...(indirect[own]?.length ? referenced : [])];
    for (const next of called) reached.add(next);
  }
  return [...reached].map((index) => imports[index]?.name ?? module.functionNames.get(index) ?? `func[${index}]`);
}
