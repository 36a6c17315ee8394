import { findImportable, type Phases } from "../abi/index.ts";
import { type HostCalls, hostCallsFrom, type Import, type WasmModule } from "../read/index.ts";

/**
 * The way from a function of the module to a host function that Envoy does not allow in this phase.
 * `counts` can leave out some of those.
 */
export function forbiddenHostCalls(
  module: WasmModule,
  from: number,
  phase: keyof Phases,
  counts: (entry: Import) => boolean = () => true,
): HostCalls {
  const functions = module.imports.filter(({ kind }) => kind === "function");
  const names = new Map(module.functions.map(({ index, name }) => [index, name]));
  function isForbidden(index: number): boolean {
    const entry = functions[index];
    return entry !== undefined && counts(entry) && !findImportable(entry.module, entry.name)?.allowed[phase];
  }
  function nameOf(index: number): string {
    const entry = functions[index];
    return entry ? `${entry.module}.${entry.name}` : (names.get(index) ?? `func[${index}]`);
  }
  return hostCallsFrom(module.calls, from, isForbidden, nameOf);
}

/** Whether an import is a function of the Proxy-Wasm ABI itself. */
export function isProxyFunction({ module, name }: Import): boolean {
  return module === "env" && name.startsWith("proxy_");
}

/** A chain of calls as people read it; a long one is shortened in the middle. */
export function formatPath(path: readonly string[]): string {
  const shown = path.length > 7 ? [...path.slice(0, 3), "…", ...path.slice(-3)] : path;
  return shown.join(" → ");
}
