import { readModule } from "../read/index.ts";
import { codeMark, type FunctionPlace, type MeshWasmSourceMap } from "../symbolicate/index.ts";
import type { CallSite, FunctionPlaces } from "./transform/call-sites.ts";

/** What the compiler knows of a module's source beside the map. */
export interface SourceFacts {
  functions: FunctionPlaces;
  calls: ReadonlyMap<FunctionPlace, readonly CallSite[]>;
}

/**
 * The source map as it is written: asc names a folder as root of the sources that there is not. Debuggers pass over the files
 * that are not the project's; where which function is declared and what it calls is for explaining traps.
 *
 * @param wasm the module
 * @param sourceRoot where the project's folder is, seen from the map
 */
export function finishSourceMap(
  json: string,
  wasm: Uint8Array,
  { functions, calls }: SourceFacts,
  sourceRoot: string | undefined,
): string {
  const { sourceRoot: _, ...map }: MeshWasmSourceMap = JSON.parse(json);
  const places = map.sources.map((source) => functions.get(source) ?? []);
  const finished: MeshWasmSourceMap = {
    ...map,
    ...(sourceRoot === undefined ? {} : { sourceRoot }),
    ignoreList: map.sources.flatMap((source, index) => (source.startsWith("~lib/") ? [index] : [])),
    x_mesh_wasm_functions: places,
    ...(calls.size > 0 ? { x_mesh_wasm_calls: callTable(places, calls) } : {}),
    x_mesh_wasm_code: codeMark(readModule(wasm)),
  };
  return JSON.stringify(finished);
}

function callTable(places: readonly (readonly FunctionPlace[])[], calls: SourceFacts["calls"]): number[][][] {
  const indices = new Map<FunctionPlace, readonly [source: number, place: number]>();
  for (const [source, list] of places.entries()) {
    for (const [index, place] of list.entries()) indices.set(place, [source, index]);
  }
  return places.map((list) => {
    return list.map((place) => {
      return (calls.get(place) ?? []).flatMap(({ at, target }) => {
        const found = indices.get(target);
        return found ? [at, ...found] : [];
      });
    });
  });
}
