import type { FunctionPlace, MeshWasmSourceMap } from "./source-map.ts";

/** Which function calls which, as a source map of mesh-wasm tells it. */
export interface CallGraph {
  /** The source file of a function. */
  fileOf(place: FunctionPlace): string | undefined;
  /** The project's functions that are called at an offset of the caller's source. */
  ownCalledAt(caller: FunctionPlace, at: number): FunctionPlace[];
  /** Offsets in the caller's source of the calls that lead to the other function, by themselves or through packages. */
  callsBetween(caller: FunctionPlace, called: FunctionPlace): number[];
}

interface Node {
  file: string;
  isOwn: boolean;
  calls: { at: number; target: FunctionPlace }[];
}

/** Reads the calls in a source map. */
export function callGraph(map: MeshWasmSourceMap): CallGraph {
  const nodes = new Map<FunctionPlace, Node>();
  const places = map.x_mesh_wasm_functions ?? [];
  for (const [source, functions] of places.entries()) {
    const file = map.sources[source] ?? "";
    for (const [index, place] of functions.entries()) {
      const numbers = map.x_mesh_wasm_calls?.[source]?.[index] ?? [];
      nodes.set(place, { file, isOwn: !file.startsWith("~lib/"), calls: callsIn(numbers, places) });
    }
  }

  function leadsTo(from: FunctionPlace, called: FunctionPlace, seen: Set<FunctionPlace>): boolean {
    if (from === called) return true;
    const node = nodes.get(from);
    // Functions of the project are never copied into others.
    if (!node || node.isOwn || seen.has(from)) return false;
    seen.add(from);
    return node.calls.some(({ target }) => leadsTo(target, called, seen));
  }

  return {
    fileOf: (place) => nodes.get(place)?.file,
    ownCalledAt(caller, at) {
      const calls = nodes.get(caller)?.calls.filter((call) => call.at === at) ?? [];
      return calls.flatMap(({ target }) => (nodes.get(target)?.isOwn ? [target] : []));
    },
    callsBetween(caller, called) {
      const calls = nodes.get(caller)?.calls ?? [];
      const found = calls.filter(({ at, target }) => at >= 0 && leadsTo(target, called, new Set()));
      return [...new Set(found.map(({ at }) => at))];
    },
  };
}

function callsIn(
  numbers: readonly number[],
  places: readonly (readonly FunctionPlace[])[],
): { at: number; target: FunctionPlace }[] {
  const calls = [];
  for (let index = 0; index + 2 < numbers.length; index += 3) {
    const [at = -1, source = -1, place = -1] = numbers.slice(index, index + 3);
    const target = places[source]?.[place];
    if (target) calls.push({ at, target });
  }
  return calls;
}
