import { type FunctionSize, instructionsOf, readModule, type WasmModule } from "../../read/index.ts";
import {
  type FunctionPlace,
  type MeshWasmSourceMap,
  readSourceMap,
  type SourcePosition,
  type WasmSourceMap,
} from "../../symbolicate/index.ts";
import type { Binaryen, BinaryenModule, Program, Source } from "../asc-types.ts";
import { namePlace } from "./functions.ts";

/** Where functions are declared, by the source file's name. */
export type FunctionPlaces = ReadonlyMap<string, readonly FunctionPlace[]>;

/** A call that a function's source has, or that of what it calls. */
export interface CallSite {
  /** Offset in the caller's source file; -1 for one of a package. */
  at: number;
  target: FunctionPlace;
}

/**
 * The calls of the project's own functions, and of all that they call, before the optimizer copies functions into others:
 * from these, an explanation of a trap tells which line of a function the copied code stands for. Functions without a place
 * in the source, such as what chooses an override, are looked through.
 *
 * @param own the project's own sources
 */
export function callSites(
  program: Program,
  { binaryen, module }: { binaryen: Binaryen; module: BinaryenModule },
  places: FunctionPlaces,
  own: readonly Source[],
): Map<FunctionPlace, CallSite[]> {
  if (!program.options.sourceMap) return new Map();
  binaryen.setDebugInfo(true);
  const { binary, sourceMap } = module.emitBinary("unoptimized.wasm.map");
  const map = readSourceMap(withFunctions(JSON.parse(sourceMap), program, places));
  if (!map) return new Map();
  const graph = new CallGraph(program, places, readModule(binary), map);
  return graph.from(
    own.flatMap((source) => places.get(source.normalizedPath) ?? []),
    own,
  );
}

function withFunctions(map: MeshWasmSourceMap, program: Program, places: FunctionPlaces): MeshWasmSourceMap {
  const texts = new Map([...program.filesByName.values()].map(({ source }) => [source.normalizedPath, source.text]));
  return {
    ...map,
    sourcesContent: map.sources.map((file) => texts.get(file) ?? ""),
    x_mesh_wasm_functions: map.sources.map((file) => places.get(file) ?? []),
  };
}

class CallGraph {
  readonly #module: WasmModule;
  readonly #map: WasmSourceMap;
  readonly #bodies: ReadonlyMap<number, FunctionSize>;
  /** The functions of the source by index in the module. */
  readonly #places = new Map<number, FunctionPlace>();
  /** Indices in the module by function: one for each set of type arguments. */
  readonly #instances = new Map<FunctionPlace, FunctionSize[]>();
  /** What was looked up before. */
  readonly #positions = new Map<string, { written: FunctionPlace | null; at: number }>();

  constructor(program: Program, places: FunctionPlaces, module: WasmModule, map: WasmSourceMap) {
    this.#module = module;
    this.#map = map;
    this.#bodies = new Map(module.functions.map((body) => [body.index, body]));
    for (const body of module.functions) {
      const place = placeOf(program, places, body.name);
      if (!place) continue;
      this.#places.set(body.index, place);
      this.#instances.set(place, [...(this.#instances.get(place) ?? []), body]);
    }
  }

  /** The calls of these functions, and of what they lead to. Positions only of calls in the sources given. */
  from(roots: readonly FunctionPlace[], own: readonly Source[]): Map<FunctionPlace, CallSite[]> {
    const sites = new Map<FunctionPlace, CallSite[]>();
    const files = new Set(own.map((source) => source.normalizedPath));
    const waiting = [...roots];
    for (let place = waiting.pop(); place; place = waiting.pop()) {
      if (sites.has(place)) continue;
      const found = (this.#instances.get(place) ?? []).flatMap((body) => this.#sitesIn(body, place, files));
      sites.set(place, withoutTwins(found));
      waiting.push(...found.map(({ target }) => target));
    }
    return sites;
  }

  /** The function that a position is in, and its offset in the file. */
  #whereIs(position: SourcePosition): { written: FunctionPlace | null; at: number } {
    const key = `${position.file}:${position.line}:${position.column}`;
    const known = this.#positions.get(key);
    if (known) return known;
    const found = { written: this.#map.functionAt(position), at: this.#map.offsetOf(position) };
    this.#positions.set(key, found);
    return found;
  }

  #sitesIn(body: FunctionSize, place: FunctionPlace, files: ReadonlySet<string>): CallSite[] {
    const sites: CallSite[] = [];
    let at = -1;
    for (const { offset, callee } of instructionsOf(this.#module.bytes, body)) {
      const position = this.#map.positionAt(offset, body.offset);
      const where = position && this.#whereIs(position);
      if (position && where?.written === place && files.has(position.file)) at = where.at;
      // What the compiler itself has copied.
      if (where?.written && where.written !== place) sites.push({ at, target: where.written });
      if (callee !== null) for (const target of this.#targets(callee)) sites.push({ at, target });
    }
    return sites;
  }

  #targets(index: number, seen = new Set<number>()): FunctionPlace[] {
    const place = this.#places.get(index);
    if (place) return [place];
    const body = this.#bodies.get(index);
    if (!body || seen.has(index)) return [];
    seen.add(index);
    return [...instructionsOf(this.#module.bytes, body)].flatMap(({ callee }) => {
      return callee === null ? [] : this.#targets(callee, seen);
    });
  }
}

function placeOf(program: Program, places: FunctionPlaces, internalName: string): FunctionPlace | undefined {
  const instance = program.instancesByName.get(internalName);
  const name = instance && namePlace(instance);
  return name ? places.get(name.source.normalizedPath)?.find(([, , , at]) => at === name.start) : undefined;
}

function withoutTwins(sites: readonly CallSite[]): CallSite[] {
  const offsets = new Map<FunctionPlace, Set<number>>();
  return sites.filter(({ at, target }) => {
    const known = offsets.get(target) ?? new Set();
    offsets.set(target, known);
    if (known.has(at)) return false;
    known.add(at);
    return true;
  });
}
