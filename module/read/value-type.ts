import { type ByteReader, ReadError } from "./byte-reader.ts";
import type { Feature, Limits, ValueType } from "./wasm-module.ts";

const numbers: Record<number, ValueType> = { 127: "i32", 126: "i64", 125: "f32", 124: "f64", 123: "v128" };

/** Heap types with a code of their own, with the feature that brought them. */
const heaps: Record<number, [name: string, feature: Feature]> = {
  116: ["noexn", "exnref"],
  115: ["nofunc", "gc"],
  114: ["noextern", "gc"],
  113: ["none", "gc"],
  112: ["func", "reference-types"],
  111: ["extern", "reference-types"],
  110: ["any", "gc"],
  109: ["eq", "gc"],
  108: ["i31", "gc"],
  107: ["struct", "gc"],
  106: ["array", "gc"],
  105: ["exn", "exnref"],
  104: ["cont", "stack-switching"],
  117: ["nocont", "stack-switching"],
  103: ["string", "stringref"],
  102: ["stringview_wtf8", "stringref"],
  98: ["stringview_wtf16", "stringref"],
  97: ["stringview_iter", "stringref"],
};

/** Reads the type of a parameter, local, global or table element. */
export function readValueType(reader: ByteReader, features: Set<Feature>): ValueType {
  const start = reader.offset;
  const code = reader.byte();
  const number = numbers[code];
  if (number) {
    if (code === 0x7b) features.add("simd");
    return number;
  }
  if (code === 0x63 || code === 0x64) {
    const heap = readHeapType(reader, features);
    features.add("typed-function-references");
    return code === 0x63 ? `(ref null ${heap})` : `(ref ${heap})`;
  }
  const heap = heaps[code];
  if (!heap) throw new ReadError(`0x${code.toString(16)} is no value type`, start);
  features.add(heap[1]);
  return `${heap[0]}ref`;
}

/** Reads what a reference points to: a heap type with a name, or the index of a type. */
export function readHeapType(reader: ByteReader, features: Set<Feature>): string {
  const start = reader.offset;
  if (reader.peek() === 0x65) {
    reader.byte();
    features.add("shared-everything-threads");
  }
  const code = reader.s33();
  if (code >= 0) return String(code);
  const heap = heaps[code + 0x80];
  if (!heap) throw new ReadError(`${code} is no heap type`, start);
  features.add(heap[1]);
  return heap[0];
}

/** Reads the bounds of a memory or table. */
export function readLimits(reader: ByteReader, features: Set<Feature>): Limits {
  const start = reader.offset;
  const flags = reader.byte();
  if (flags > 0x0f) throw new ReadError(`0x${flags.toString(16)} is no kind of limits`, start);
  const shared = (flags & 2) !== 0;
  const is64 = (flags & 4) !== 0;
  if (shared) features.add("threads");
  if (is64) features.add("memory64");
  const min = is64 ? reader.u64() : reader.u32();
  const max = (flags & 1) === 0 ? null : is64 ? reader.u64() : reader.u32();
  if (flags & 8) {
    features.add("custom-page-sizes");
    reader.u32();
  }
  return { min, max, shared, is64 };
}
