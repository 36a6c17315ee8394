import { type ByteReader, ReadError } from "./byte-reader.ts";
import type { Draft } from "./draft.ts";
import { readHeapType, readValueType } from "./value-type.ts";
import type { FunctionType } from "./wasm-module.ts";

/** Reads the type section. Types of the garbage-collection proposal keep their index, but are not kept. */
export function readTypes(reader: ByteReader, draft: Draft): void {
  for (let count = reader.u32(); count > 0; count--) {
    if (reader.peek() === 0x4e) {
      reader.byte();
      draft.features.add("gc");
      for (let inGroup = reader.u32(); inGroup > 0; inGroup--) draft.types.push(readSubtype(reader, draft));
    } else {
      draft.types.push(readSubtype(reader, draft));
    }
  }
}

function readSubtype(reader: ByteReader, draft: Draft): FunctionType | null {
  const first = reader.peek();
  if (first === 0x50 || first === 0x4f) {
    reader.byte();
    draft.features.add("gc");
    for (let supers = reader.u32(); supers > 0; supers--) reader.u32();
  }
  return readCompositeType(reader, draft);
}

function readCompositeType(reader: ByteReader, draft: Draft): FunctionType | null {
  if (reader.peek() === 0x65) {
    reader.byte();
    draft.features.add("shared-everything-threads");
  }
  const start = reader.offset;
  const form = reader.byte();
  switch (form) {
    case 0x60:
      return readFunctionType(reader, draft);
    case 0x5f:
      for (let fields = reader.u32(); fields > 0; fields--) readField(reader, draft);
      draft.features.add("gc");
      return null;
    case 0x5e:
      readField(reader, draft);
      draft.features.add("gc");
      return null;
    case 0x5d:
      readHeapType(reader, draft.features);
      draft.features.add("stack-switching");
      return null;
    default:
      throw new ReadError(`0x${form.toString(16)} is no kind of type`, start);
  }
}

function readFunctionType(reader: ByteReader, draft: Draft): FunctionType {
  const params = readValueTypes(reader, draft);
  const results = readValueTypes(reader, draft);
  if (results.length > 1) draft.features.add("multi-value");
  return { kind: "function", params, results };
}

function readValueTypes(reader: ByteReader, draft: Draft): string[] {
  const types: string[] = [];
  for (let count = reader.u32(); count > 0; count--) types.push(readValueType(reader, draft.features));
  return types;
}

/** A field of a struct or array: 8 or 16 bits, or a value, and whether it can change. */
function readField(reader: ByteReader, draft: Draft): void {
  const packed = reader.peek() === 0x78 || reader.peek() === 0x77;
  if (packed) reader.byte();
  else readValueType(reader, draft.features);
  reader.byte();
}
