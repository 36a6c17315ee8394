import { type FunctionSize, readModule, type WasmModule } from "../read/index.ts";
import { codeMark } from "./code-mark.ts";
import { type MeshWasmSourceMap, readSourceMap, type WasmSourceMap } from "./source-map.ts";

/** A module whose traps are to be explained, read once for any number of them. */
export interface TrapModule {
  module: WasmModule;
  map: WasmSourceMap | null;
  /** Why there is no map to go by; null where there is one. */
  mapProblem: "missing" | "unreadable" | "other-build" | null;
  /** Whether AssemblyScript's compiler made it. */
  isAssemblyScript: boolean;
  /** The function whose code an offset in the file is in; null for none. */
  functionAt(offset: number): FunctionSize | null;
  functionOf(index: number): FunctionSize | null;
}

/**
 * Reads a module and its source map.
 *
 * @param sourceMap the map's JSON; null or left out for none
 */
export function readTrapModule(
  wasm: Uint8Array | WasmModule,
  sourceMap?: string | MeshWasmSourceMap | null,
): TrapModule {
  const module = wasm instanceof Uint8Array ? readModule(wasm) : wasm;
  const read = sourceMap ? readSourceMap(sourceMap) : null;
  const isOther = read !== null && read.code !== null && read.code !== codeMark(module);
  const map = isOther ? null : read;
  const functions = [...module.functions].sort((a, b) => a.offset - b.offset);
  return {
    module,
    map,
    mapProblem: map ? null : isOther ? "other-build" : sourceMap ? "unreadable" : "missing",
    isAssemblyScript: isAssemblyScript(module, read),
    functionAt: (offset) => functions.find((one) => one.offset <= offset && offset < one.offset + one.size) ?? null,
    functionOf: (index) => functions.find((one) => one.index === index) ?? null,
  };
}

function isAssemblyScript({ metadata, functionNames }: WasmModule, map: WasmSourceMap | null): boolean {
  if (metadata || map?.sources.some((source) => source.startsWith("~lib/"))) return true;
  return [...functionNames.values()].some((name) => name.startsWith("~lib/"));
}
