import { type AbiVersion, abiMarkers } from "../abi/index.ts";
import { ByteReader, ReadError } from "./byte-reader.ts";
import { hostCallsFrom } from "./calls.ts";
import { type Draft, newDraft } from "./draft.ts";
import { readCode, readData, readDataCount, readElements } from "./read-code.ts";
import { readCustom } from "./read-custom.ts";
import {
  readExports,
  readFunctions,
  readGlobals,
  readImports,
  readMemories,
  readStart,
  readTables,
  readTags,
} from "./read-externs.ts";
import { readTypes } from "./read-types.ts";
import { recognise } from "./recognise.ts";
import type {
  CallGraph,
  Export,
  ExternKind,
  ExternType,
  FunctionSize,
  Import,
  Memory,
  WasmModule,
} from "./wasm-module.ts";

interface Section {
  name: string;
  read(reader: ByteReader, draft: Draft): void;
}

/** The sections by their code. */
const sections: readonly Section[] = [
  { name: "custom", read: readCustom },
  { name: "type", read: readTypes },
  { name: "import", read: readImports },
  { name: "function", read: readFunctions },
  { name: "table", read: readTables },
  { name: "memory", read: readMemories },
  { name: "global", read: readGlobals },
  { name: "export", read: readExports },
  { name: "start", read: readStart },
  { name: "element", read: readElements },
  { name: "code", read: readCode },
  { name: "data", read: readData },
  { name: "data count", read: readDataCount },
  { name: "tag", read: readTags },
];

/** The codes in the order in which their sections must come; custom ones (0) go anywhere. */
const sectionOrder = [1, 2, 3, 4, 5, 13, 6, 7, 8, 9, 12, 10, 11];

/**
 * Reads a Wasm module of any SDK. It takes any bytes and never throws: `problem` of the result says what is wrong with
 * them, and all else is what could be read in spite of that.
 *
 * It reads the structure and the instructions, but does not check the types of instructions; `checkModule` does more.
 *
 * @example
 * const module = readModule(await readFile("build/canary.wasm"));
 * module.abiVersion; // "0.2.1"
 * module.imports.map(({ name }) => name); // ["proxy_log", …]
 */
export function readModule(bytes: Uint8Array): WasmModule {
  const draft = newDraft(bytes);
  draft.problem = recognise(bytes);
  if (draft.problem === null) readSections(draft);
  return finish(draft);
}

/** What is known of a module without a look at its instructions. */
export type ModuleOutline = Omit<WasmModule, "calls" | "features" | "functions" | "start">;

/**
 * As {@link readModule}, but reads no instructions, which are most of a module: for whoever knows that they are right.
 *
 * @example
 * if (WebAssembly.validate(bytes)) readOutline(bytes).metadata;
 */
export function readOutline(bytes: Uint8Array): ModuleOutline {
  const draft = newDraft(bytes);
  draft.problem = recognise(bytes);
  if (draft.problem === null) readSections(draft, new Set(["code"]));
  return finish(draft);
}

/** @param unread Names of sections that are passed over. */
function readSections(draft: Draft, unread: ReadonlySet<string> = new Set()): void {
  const reader = new ByteReader(draft.bytes, 8);
  for (let last = -1; !reader.done; ) {
    const start = reader.offset;
    let frame: { code: number; content: ByteReader };
    try {
      frame = { code: reader.byte(), content: reader.slice(reader.u32()) };
    } catch (error) {
      // Without its length, where the next section begins is not known.
      note(draft, error, "a section");
      return;
    }
    const section = sections[frame.code];
    const place = sectionOrder.indexOf(frame.code);
    if (!section || (frame.code !== 0 && place <= last)) {
      const message = section ? `the ${section.name} section is out of order` : `${frame.code} is no kind of section`;
      note(draft, new ReadError(message, start), "the file");
      continue;
    }
    last = Math.max(last, place);
    if (unread.has(section.name)) continue;
    try {
      section.read(frame.content, draft);
      if (!frame.content.done && frame.code !== 0) throw new ReadError("bytes after its end", frame.content.offset);
    } catch (error) {
      note(draft, error, `the ${section.name} section`, "malformed");
    }
  }
}

/** Keeps the first problem. An error that is no {@link ReadError} is a fault of this reader and goes on. */
function note(draft: Draft, error: unknown, where: string, kind?: "malformed"): void {
  if (!(error instanceof ReadError)) throw error;
  draft.problem ??= {
    kind: kind ?? (error.truncated ? "truncated" : "malformed"),
    message: `in ${where}: ${error.message}`,
    offset: error.offset,
  };
}

function finish(draft: Draft): WasmModule {
  const exports = draft.exports.map((entry) => ({ ...entry, type: typeOf(draft, entry.kind, entry.index) }));
  const memories = memoriesOf(draft);
  const importedFunctions = draft.imports.filter(({ kind }) => kind === "function");
  const calls = callsOf(draft, importedFunctions.length);
  const nameOf = functionNamer(draft, importedFunctions);
  if (memories.length > 1) draft.features.add("multi-memory");
  if (exports.some(({ type }) => type?.kind === "global" && type.mutable)) draft.features.add("mutable-globals");
  const abiVersions = abiVersionsOf(exports);
  return {
    bytes: draft.bytes,
    size: draft.bytes.length,
    problem: draft.problem,
    abiVersion: abiVersions[0] ?? null,
    abiVersions,
    imports: draft.imports,
    exports,
    types: draft.types,
    functionTypes: draft.functions,
    globals: draft.globals,
    memory: memoryForEnvoy(exports, memories),
    memories,
    start: draft.start === null ? null : startOf(draft.start, calls, nameOf),
    customSections: draft.customSections,
    nameSection: draft.nameSection,
    functionNames: draft.functionNames,
    functions: functionSizes(draft, importedFunctions.length, nameOf),
    dataSize: draft.dataSize,
    segments: draft.segments,
    producers: draft.producers,
    features: [...draft.features].sort(),
    metadata: draft.metadata,
    sourceMappingUrl: draft.sourceMappingUrl,
    calls,
  };
}

function startOf(index: number, calls: CallGraph, nameOf: (index: number) => string): WasmModule["start"] {
  return { index, name: nameOf(index), hostCalls: hostCallsFrom(calls, index, () => true, nameOf) };
}

function typeOf(draft: Draft, kind: ExternKind, index: number): ExternType | null {
  switch (kind) {
    case "function":
      return draft.functions[index] ?? null;
    case "table":
      return draft.tables[index] ?? null;
    case "memory":
      return draft.memories[index] ?? null;
    case "global":
      return draft.globals[index] ?? null;
    case "tag":
      return draft.tags[index] ?? null;
  }
}

function abiVersionsOf(exports: readonly Export[]): AbiVersion[] {
  return exports.flatMap(({ name, kind }) => (kind === "function" ? (abiMarkers.get(name) ?? []) : []));
}

function memoriesOf(draft: Draft): Memory[] {
  const imported = draft.imports.filter(({ kind }) => kind === "memory");
  const exported = new Map(
    draft.exports.flatMap(({ kind, index, name }) => (kind === "memory" ? [[index, name]] : [])),
  );
  return draft.memories.map(({ min, max, shared, is64 }, index) => {
    const source = imported[index];
    return {
      ...{ min, max, shared, is64 },
      exported: exported.get(index) ?? null,
      imported: source ? { module: source.module, name: source.name } : null,
    };
  });
}

function memoryForEnvoy(exports: readonly Export[], memories: readonly Memory[]): Memory | null {
  const last = exports.findLast(({ kind }) => kind === "memory");
  const exported = last ? memories[last.index] : undefined;
  return exported ?? memories.find(({ imported }) => imported) ?? null;
}

function callsOf(draft: Draft, imported: number): CallGraph {
  return {
    imported,
    direct: draft.bodies.map(({ calls }) => calls),
    failing: draft.bodies.map(({ failingCalls }) => failingCalls),
    indirect: draft.bodies.map(({ indirect }) => indirect),
    referenced: [...draft.referenced],
  };
}

function functionSizes(draft: Draft, imported: number, nameOf: (index: number) => string): FunctionSize[] {
  return draft.bodies
    .map(({ offset, size, loops }, own) => ({
      index: imported + own,
      name: nameOf(imported + own),
      size,
      offset,
      loops,
    }))
    .sort((a, b) => b.size - a.size || a.index - b.index);
}

function functionNamer(draft: Draft, imported: readonly Import[]): (index: number) => string {
  const exported = new Map<number, string>();
  for (const { kind, index, name } of draft.exports) {
    if (kind === "function" && !exported.has(index)) exported.set(index, name);
  }
  return (index) => {
    const source = imported[index];
    if (source) return `${source.module}.${source.name}`;
    return draft.functionNames.get(index) || exported.get(index) || `func[${index}]`;
  };
}
