import { type AbiVersion, abiMarkers } from "../abi/index.ts";
import { ByteReader, ReadError } from "./byte-reader.ts";
import { hostCallsFrom } from "./calls.ts";
import { type Draft, newDraft } from "./draft.ts";
import { readCode, readData, readElements } from "./read-code.ts";
import { readCustom } from "./read-custom.ts";
import {
  readExports,
  readFunctions,
  readGlobals,
  readImports,
  readMemories,
  readTables,
  readTags,
} from "./read-externs.ts";
import { readTypes } from "./read-types.ts";
import { recognise } from "./recognise.ts";
import type { CallGraph, Export, ExternKind, ExternType, FunctionSize, Memory, WasmModule } from "./wasm-module.ts";

const sectionNames = [
  "custom",
  "type",
  "import",
  "function",
  "table",
  "memory",
  "global",
  "export",
  "start",
  "element",
  "code",
  "data",
  "data count",
  "tag",
] as const;
type SectionName = (typeof sectionNames)[number];

/** The order in which sections must come; custom ones go anywhere. */
const sectionOrder: readonly SectionName[] = [
  "type",
  "import",
  "function",
  "table",
  "memory",
  "tag",
  "global",
  "export",
  "start",
  "element",
  "data count",
  "code",
  "data",
];

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

function readSections(draft: Draft): void {
  const reader = new ByteReader(draft.bytes, 8);
  let last = -1;
  while (!reader.done) {
    const start = reader.offset;
    try {
      const code = reader.byte();
      const section = reader.slice(reader.u32());
      const name = sectionNames[code];
      if (!name) throw new ReadError(`${code} is no kind of section`, start);
      const place = sectionOrder.indexOf(name);
      if (name !== "custom" && place <= last) throw new ReadError(`the ${name} section is out of order`, start);
      if (name !== "custom") last = place;
      readSection(name, section, draft);
    } catch (error) {
      if (!(error instanceof ReadError)) throw error;
      // Without its length the next section cannot be found; with it, reading goes on behind the broken one.
      const lost = reader.offset <= start + 1 || reader.offset === error.offset;
      draft.problem ??= {
        kind: lost && error.truncated ? "truncated" : "malformed",
        message: error.message,
        offset: error.offset,
      };
      if (lost) return;
    }
  }
}

function readSection(name: SectionName, reader: ByteReader, draft: Draft): void {
  try {
    readContent(name, reader, draft);
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    throw new ReadError(`in the ${name} section: ${error.message}`, error.offset);
  }
  if (!reader.done && name !== "custom") {
    throw new ReadError(`in the ${name} section: bytes after its end`, reader.offset);
  }
}

function readContent(name: SectionName, reader: ByteReader, draft: Draft): void {
  switch (name) {
    case "custom":
      return readCustom(reader, draft);
    case "type":
      return readTypes(reader, draft);
    case "import":
      return readImports(reader, draft);
    case "function":
      return readFunctions(reader, draft);
    case "table":
      return readTables(reader, draft);
    case "memory":
      return readMemories(reader, draft);
    case "global":
      return readGlobals(reader, draft);
    case "export":
      return readExports(reader, draft);
    case "start":
      draft.start = reader.u32();
      return;
    case "element":
      return readElements(reader, draft);
    case "code":
      draft.problem ??= readCode(reader, draft);
      return;
    case "data":
      return readData(reader, draft);
    case "data count":
      draft.features.add("bulk-memory");
      reader.u32();
      return;
    case "tag":
      return readTags(reader, draft);
  }
}

function finish(draft: Draft): WasmModule {
  const exports = draft.exports.map((entry) => ({ ...entry, type: typeOf(draft, entry.kind, entry.index) }));
  const memories = memoriesOf(draft);
  const calls = callsOf(draft);
  const nameOf = (index: number) => functionName(draft, exports, index);
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
    memory: memories.findLast(({ exported }) => exported !== null) ?? memories.find(({ imported }) => imported) ?? null,
    memories,
    start:
      draft.start === null
        ? null
        : {
            index: draft.start,
            name: nameOf(draft.start),
            hostCalls: hostCallsFrom(calls, draft.start, () => true, nameOf),
          },
    customSections: draft.customSections,
    nameSection: draft.nameSection,
    functionNames: draft.functionNames,
    functions: functionSizes(draft, nameOf),
    dataSize: draft.dataSize,
    producers: draft.producers,
    features: [...draft.features].sort(),
    metadata: draft.metadata,
    sourceMappingUrl: draft.sourceMappingUrl,
    calls,
  };
}

function typeOf(draft: Draft, kind: ExternKind, index: number): ExternType | null {
  switch (kind) {
    case "function":
      return draft.functions[index] ?? null;
    case "table":
      return tagged("table", draft.tables[index]);
    case "memory":
      return tagged("memory", draft.memories[index]);
    case "global":
      return draft.globals[index] ?? null;
    case "tag":
      return draft.tags[index] ?? null;
  }
}

function tagged<K extends string, T extends object>(kind: K, type: T | undefined): (T & { kind: K }) | null {
  return type ? { kind, ...type } : null;
}

function abiVersionsOf(exports: readonly Export[]): AbiVersion[] {
  return exports.flatMap(({ name, kind }) => (kind === "function" && abiMarkers[name] ? [abiMarkers[name]] : []));
}

function memoriesOf(draft: Draft): Memory[] {
  const imported = draft.imports.filter(({ kind }) => kind === "memory");
  return draft.memories.map((memory, index) => {
    const source = imported[index];
    const name = draft.exports.findLast((entry) => entry.kind === "memory" && entry.index === index)?.name;
    return {
      ...memory,
      exported: name ?? null,
      imported: source ? { module: source.module, name: source.name } : null,
    };
  });
}

function callsOf(draft: Draft): CallGraph {
  return {
    imported: draft.imports.filter(({ kind }) => kind === "function").length,
    direct: draft.bodies.map(({ calls }) => calls),
    indirect: draft.bodies.map(({ indirect }) => indirect),
    referenced: [...draft.referenced],
  };
}

function functionSizes(draft: Draft, nameOf: (index: number) => string): FunctionSize[] {
  const imported = draft.imports.filter(({ kind }) => kind === "function").length;
  return draft.bodies
    .map(({ offset, size }, own) => ({ index: imported + own, name: nameOf(imported + own), size, offset }))
    .sort((a, b) => b.size - a.size || a.index - b.index);
}

function functionName(draft: Draft, exports: readonly Export[], index: number): string {
  const source = draft.imports.filter(({ kind }) => kind === "function")[index];
  if (source) return `${source.module}.${source.name}`;
  const exported = exports.find((entry) => entry.kind === "function" && entry.index === index);
  return draft.functionNames.get(index) || exported?.name || `func[${index}]`;
}
