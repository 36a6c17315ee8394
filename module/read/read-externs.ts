import { type ByteReader, ReadError } from "./byte-reader.ts";
import { type Draft, newFacts } from "./draft.ts";
import { readInitialValue } from "./read-expression.ts";
import { readLimits, readValueType } from "./value-type.ts";
import type { ExternKind, ExternType, GlobalType, MemoryType, TableType, TagType } from "./wasm-module.ts";

const kinds: readonly ExternKind[] = ["function", "table", "memory", "global", "tag"];

export function readImports(reader: ByteReader, draft: Draft): void {
  for (let count = reader.u32(); count > 0; count--) {
    const module = reader.name();
    const name = reader.name();
    const kind = readKind(reader);
    const type = readImportedType(kind, reader, draft);
    draft.imports.push({ module, name, kind, type });
  }
}

/** Reads the type of an import and puts it first into the index space of its kind. */
function readImportedType(kind: ExternKind, reader: ByteReader, draft: Draft): ExternType | null {
  switch (kind) {
    case "function": {
      const type = draft.types[reader.u32()] ?? null;
      draft.functions.push(type);
      return type;
    }
    case "table": {
      const table = readTableType(reader, draft);
      draft.tables.push(table);
      return table;
    }
    case "memory": {
      const memory = readMemoryType(reader, draft);
      draft.memories.push(memory);
      return memory;
    }
    case "global": {
      const global = readGlobalType(reader, draft);
      if (global.mutable) draft.features.add("mutable-globals");
      draft.globals.push({ ...global, value: null });
      return global;
    }
    case "tag": {
      const tag = readTagType(reader, draft);
      draft.tags.push(tag);
      return tag;
    }
  }
}

export function readFunctions(reader: ByteReader, draft: Draft): void {
  for (let count = reader.u32(); count > 0; count--) draft.functions.push(draft.types[reader.u32()] ?? null);
}

export function readTables(reader: ByteReader, draft: Draft): void {
  for (let count = reader.u32(); count > 0; count--) {
    const withValue = reader.peek() === 0x40;
    if (withValue) reader.skip(2);
    draft.tables.push(readTableType(reader, draft));
    if (withValue) readInitialValue(reader, newFacts(draft));
  }
}

export function readMemories(reader: ByteReader, draft: Draft): void {
  for (let count = reader.u32(); count > 0; count--) draft.memories.push(readMemoryType(reader, draft));
}

export function readGlobals(reader: ByteReader, draft: Draft): void {
  for (let count = reader.u32(); count > 0; count--) {
    const type = readGlobalType(reader, draft);
    draft.globals.push({ ...type, value: readInitialValue(reader, newFacts(draft)) });
  }
}

export function readTags(reader: ByteReader, draft: Draft): void {
  for (let count = reader.u32(); count > 0; count--) draft.tags.push(readTagType(reader, draft));
}

export function readExports(reader: ByteReader, draft: Draft): void {
  for (let count = reader.u32(); count > 0; count--) {
    const name = reader.name();
    const kind = readKind(reader);
    draft.exports.push({ name, kind, index: reader.u32() });
  }
}

export function readStart(reader: ByteReader, draft: Draft): void {
  draft.start = reader.u32();
}

function readKind(reader: ByteReader): ExternKind {
  const start = reader.offset;
  const code = reader.byte();
  const kind = kinds[code];
  if (!kind) throw new ReadError(`${code} is no kind of import or export`, start);
  return kind;
}

function readTableType(reader: ByteReader, draft: Draft): TableType {
  // A table of functions is as old as WebAssembly; any other needs reference types.
  const element = reader.peek() === 0x70 ? "funcref" : null;
  if (element) reader.byte();
  const type = element ?? readValueType(reader, draft.features);
  return { kind: "table", element: type, ...readLimits(reader, draft.features) };
}

function readMemoryType(reader: ByteReader, draft: Draft): MemoryType {
  return { kind: "memory", ...readLimits(reader, draft.features) };
}

function readGlobalType(reader: ByteReader, draft: Draft): GlobalType {
  const type = readValueType(reader, draft.features);
  return { kind: "global", type, mutable: reader.byte() === 1 };
}

function readTagType(reader: ByteReader, draft: Draft): TagType {
  reader.byte();
  draft.features.add("exceptions");
  return { kind: "tag", params: draft.types[reader.u32()]?.params ?? [] };
}
