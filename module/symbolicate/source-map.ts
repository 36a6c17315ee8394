import { decodedMappings, type SourceMapSegment, TraceMap } from "@jridgewell/trace-mapping";
import { type CallGraph, callGraph } from "./call-graph.ts";

/** A function in a source file: its name, the offsets of its first character and behind its last one, and that of its name. */
export type FunctionPlace = readonly [name: string, start: number, end: number, at: number];

/** A source map, with what mesh-wasm adds to it. */
export interface MeshWasmSourceMap {
  version: 3;
  sources: string[];
  names: string[];
  mappings: string;
  sourceRoot?: string;
  sourcesContent?: (string | null)[];
  /** Sources that are not the project's own, by index. */
  ignoreList?: number[];
  /** The functions of each source. */
  x_mesh_wasm_functions?: (readonly FunctionPlace[])[];
  /**
   * What each function of each source called before the optimizer: three numbers for a call, its offset in the caller's source
   * (-1 where that does not matter), and the indices of the called function's source and of the function in it.
   */
  x_mesh_wasm_calls?: number[][][];
  /** The {@link codeMark} of the module that it is of. */
  x_mesh_wasm_code?: string;
}

/** A position in a source file: line and column are 1-based. */
export interface SourcePosition {
  /** As the source map names it: relative to the project's folder, `~lib/…` for packages and the standard library. */
  file: string;
  line: number;
  column: number;
}

/** A run of instructions and where they come from; null where the map does not say. */
export interface MappedRun {
  /** Offset of the first one in the module's file. */
  offset: number;
  position: SourcePosition | null;
}

/** A source map of a Wasm module, for looking up. */
export interface WasmSourceMap {
  sources: readonly string[];
  /** The mark of the code that it is of; null where it does not say. */
  code: string | null;
  /** Where the instruction at an offset comes from; `start` is where its function begins, what is mapped before does not count. */
  positionAt(offset: number, start: number): SourcePosition | null;
  /** All that is mapped between two offsets, in order. */
  runsBetween(start: number, end: number): MappedRun[];
  /** The text of a source file; null where the map does not hold it. */
  textOf(file: string): string | null;
  /** The innermost function that a position is in; null where the map does not say. */
  functionAt(position: SourcePosition): FunctionPlace | null;
  /** The offset of a position in its file's text; -1 where the map does not hold the text. */
  offsetOf(position: SourcePosition): number;
  /**
   * Where a function of the project calls another one, by itself or through functions of packages, as written in its source;
   * none where the map does not say.
   */
  callsBetween(caller: FunctionPlace, called: FunctionPlace): SourcePosition[];
  /** The project's functions that a function of the project calls at a position. */
  calledAt(caller: FunctionPlace, position: SourcePosition): { file: string; place: FunctionPlace }[];
  /** The function of a file by its name; null where the map does not say. */
  functionNamed(file: string, name: string): FunctionPlace | null;
  /** Whether the map says which functions a file has. */
  knowsFunctionsOf(file: string): boolean;
  /** Line and column of an offset in a source file's text; null where the map does not hold the text. */
  positionOf(file: string, offset: number): SourcePosition | null;
  /** Whether the file is the project's own, no package and no standard library. */
  isOwn(file: string): boolean;
}

/**
 * Reads the source map of a Wasm module; null for text that is none.
 */
export function readSourceMap(source: string | MeshWasmSourceMap): WasmSourceMap | null {
  try {
    const map: MeshWasmSourceMap = typeof source === "string" ? JSON.parse(source) : source;
    // The root is for debuggers; positions are told by the names that the compiler gives.
    return wasmSourceMap(map, new TraceMap({ ...map, sourceRoot: "" }));
  } catch {
    return null;
  }
}

function wasmSourceMap(map: MeshWasmSourceMap, trace: TraceMap): WasmSourceMap {
  // All of a module is one line.
  const [segments = []] = decodedMappings(trace);
  let graph: CallGraph | undefined;
  const ignored = new Set(map.ignoreList ?? []);
  function positionOf(file: string, offset: number): SourcePosition | null {
    const before = map.sourcesContent?.[map.sources.indexOf(file)]?.slice(0, offset);
    if (before === undefined) return null;
    return { file, line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
  }
  function graphOf(): CallGraph {
    graph ??= callGraph(map);
    return graph;
  }
  function functionsOf(file: string): readonly FunctionPlace[] {
    return map.x_mesh_wasm_functions?.[map.sources.indexOf(file)] ?? [];
  }
  function segmentPosition(segment: SourceMapSegment | undefined): SourcePosition | null {
    if (!segment || segment.length === 1) return null;
    const [, source, line, column] = segment;
    return { file: map.sources[source] ?? "", line: line + 1, column: column + 1 };
  }
  return {
    sources: map.sources,
    code: map.x_mesh_wasm_code ?? null,
    positionAt(offset, start) {
      const found = segments[lastUpTo(segments, offset)];
      return found && found[0] >= start ? segmentPosition(found) : null;
    },
    runsBetween(start, end) {
      const first = lastUpTo(segments, start - 1) + 1;
      const after = lastUpTo(segments, end - 1) + 1;
      return segments
        .slice(first, after)
        .map((segment) => ({ offset: segment[0], position: segmentPosition(segment) }));
    },
    textOf: (file) => map.sourcesContent?.[map.sources.indexOf(file)] ?? null,
    functionAt(position) {
      const text = map.sourcesContent?.[map.sources.indexOf(position.file)];
      return text ? innermost(functionsOf(position.file), offsetOf(text, position)) : null;
    },
    positionOf,
    offsetOf(position) {
      const text = map.sourcesContent?.[map.sources.indexOf(position.file)];
      return text ? offsetOf(text, position) : -1;
    },
    functionNamed: (file, name) => functionsOf(file).find(([one]) => one === name) ?? null,
    calledAt(caller, position) {
      const calls = graphOf();
      const found = calls.ownCalledAt(caller, this.offsetOf(position));
      return found.map((place) => ({ file: calls.fileOf(place) ?? "", place }));
    },
    callsBetween(caller, called) {
      const calls = graphOf();
      return calls.callsBetween(caller, called).flatMap((at) => positionOf(calls.fileOf(caller) ?? "", at) ?? []);
    },
    knowsFunctionsOf: (file) => functionsOf(file).length > 0,
    isOwn(file) {
      const index = map.sources.indexOf(file);
      return index >= 0 && !ignored.has(index) && !/^~lib\/|(?:^|\/)node_modules\//.test(file);
    },
  };
}

/** Index of the last segment at or before an offset; -1 for none. */
function lastUpTo(segments: readonly SourceMapSegment[], offset: number): number {
  let low = 0;
  let high = segments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((segments[middle]?.[0] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function innermost(functions: readonly FunctionPlace[], offset: number): FunctionPlace | null {
  let found: FunctionPlace | null = null;
  for (const place of functions) {
    const [, start, end] = place;
    if (start <= offset && offset < end && (!found || end - start < found[2] - found[1])) found = place;
  }
  return found;
}

function offsetOf(text: string, { line, column }: SourcePosition): number {
  let start = 0;
  for (let left = line - 1; left > 0; left--) {
    const end = text.indexOf("\n", start);
    if (end < 0) break;
    start = end + 1;
  }
  return start + column - 1;
}
