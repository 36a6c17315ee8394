import type { Struct, StructValue } from "../metadata.ts";
import { readWire, WireError, type WireField } from "./wire-reader.ts";
import { WireType, WireWriter } from "./wire-writer.ts";

/** How deep values may lie in each other, as in Envoy's parser. */
const deepest = 100;

const decoder = new TextDecoder("utf-8", { fatal: true });

/** JSON in the wire form of `google.protobuf.Struct`, `Value` or `ListValue`. */
export function writeJson(type: "Struct" | "Value" | "ListValue", value: unknown): Uint8Array {
  const writer = new WireWriter();
  if (type === "Struct") writeStruct(writer, value as Struct);
  else if (type === "ListValue") writeList(writer, value as StructValue[]);
  else writeValue(writer, value as StructValue);
  return writer.finish();
}

function writeStruct(writer: WireWriter, struct: Struct): void {
  for (const [key, value] of Object.entries(struct)) {
    const entry = new WireWriter();
    if (key !== "") {
      entry.tag(1, WireType.Bytes);
      entry.text(key);
    }
    entry.tag(2, WireType.Bytes);
    entry.delimited(writeJson("Value", value));
    writer.tag(1, WireType.Bytes);
    writer.delimited(entry.finish());
  }
}

function writeList(writer: WireWriter, list: readonly StructValue[]): void {
  for (const value of list) {
    writer.tag(1, WireType.Bytes);
    writer.delimited(writeJson("Value", value));
  }
}

function writeValue(writer: WireWriter, value: StructValue): void {
  if (value === null) {
    writer.tag(1, WireType.Varint);
    writer.varint(0n);
  } else if (typeof value === "number") {
    writer.tag(2, WireType.Fixed64);
    writer.double(value);
  } else if (typeof value === "string") {
    writer.tag(3, WireType.Bytes);
    writer.text(value);
  } else if (typeof value === "boolean") {
    writer.tag(4, WireType.Varint);
    writer.varint(value ? 1n : 0n);
  } else {
    const isList = Array.isArray(value);
    writer.tag(isList ? 6 : 5, WireType.Bytes);
    writer.delimited(writeJson(isList ? "ListValue" : "Struct", value));
  }
}

/** Reads `google.protobuf.Struct`, `Value` or `ListValue`; a value without any kind reads as null. Throws {@link WireError}. */
export function readJson(type: "Struct" | "Value" | "ListValue", bytes: Uint8Array, depth = 0): StructValue {
  if (depth > deepest) throw new WireError("values too deep");
  const fields = readWire(bytes);
  if (type === "Struct") return readStruct(fields, depth);
  if (type === "ListValue") {
    return fields.flatMap((field) => (isBytes(field, 1) ? [readJson("Value", field.bytes, depth + 1)] : []));
  }
  return fields.reduce<StructValue>((value, field) => readKind(field, depth) ?? value, null);
}

function readStruct(fields: WireField[], depth: number): Struct {
  const entries = fields.filter((field) => isBytes(field, 1)).map((field) => readEntry(field.bytes, depth));
  return Object.fromEntries(entries);
}

function readEntry(bytes: Uint8Array, depth: number): [key: string, value: StructValue] {
  let key = "";
  let value: StructValue = null;
  for (const field of readWire(bytes)) {
    if (isBytes(field, 1)) key = textOf(field.bytes);
    else if (isBytes(field, 2)) value = readJson("Value", field.bytes, depth + 1);
  }
  return [key, value];
}

/** The value of one kind; `undefined` for null and for fields that are none. */
function readKind(field: WireField, depth: number): StructValue | undefined {
  if (field.type === WireType.Fixed64 && field.number === 2) return doubleOf(field.value);
  if (field.type === WireType.Varint && field.number === 4) return field.value !== 0n;
  if (isBytes(field, 3)) return textOf(field.bytes);
  if (isBytes(field, 5)) return readJson("Struct", field.bytes, depth + 1);
  if (isBytes(field, 6)) return readJson("ListValue", field.bytes, depth + 1);
  return undefined;
}

function isBytes(field: WireField, number: number): field is WireField & { bytes: Uint8Array } {
  return field.type === WireType.Bytes && field.number === number;
}

/** The floating-point number of these 64 bits. */
export function doubleOf(bits: bigint): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, bits);
  return view.getFloat64(0);
}

/** Text of proto3, which must be UTF-8. */
export function textOf(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new WireError("no UTF-8");
  }
}
