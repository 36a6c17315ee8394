import { readModule } from "../read/index.ts";
import { codeMark, type FunctionPlace, type MeshWasmSourceMap } from "../symbolicate/index.ts";

/**
 * The source map as it is written: asc names a folder as root of the sources that there is not. Debuggers pass over the files
 * that are not the project's; where which function is declared is for explaining traps.
 *
 * @param wasm the module
 * @param functions the functions of each source file, by the file's name
 * @param sourceRoot where the project's folder is, seen from the map
 */
export function finishSourceMap(
  json: string,
  wasm: Uint8Array,
  functions: ReadonlyMap<string, readonly FunctionPlace[]>,
  sourceRoot: string | undefined,
): string {
  const { sourceRoot: _, ...map }: MeshWasmSourceMap = JSON.parse(json);
  const finished: MeshWasmSourceMap = {
    ...map,
    ...(sourceRoot === undefined ? {} : { sourceRoot }),
    ignoreList: map.sources.flatMap((source, index) => (source.startsWith("~lib/") ? [index] : [])),
    x_mesh_wasm_functions: map.sources.map((source) => functions.get(source) ?? []),
    x_mesh_wasm_code: codeMark(readModule(wasm)),
  };
  return JSON.stringify(finished);
}
