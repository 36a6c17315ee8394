import type { Field, MessageFields, MessageType, ScalarType } from "./message-type.ts";
import { doubleOf, readJson, textOf } from "./struct.ts";
import { readWire, WireError, type WireField } from "./wire-reader.ts";
import { WireType } from "./wire-writer.ts";

/**
 * Reads a message as Envoy's parser does: of a field that is there twice the last value counts, unknown fields and fields of
 * another wire type are skipped. `undefined` for bytes that are no such message.
 */
export function readMessage(type: MessageType, bytes: Uint8Array): unknown {
  try {
    return read(type, bytes);
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}

function read(type: MessageType, bytes: Uint8Array): unknown {
  if (type.wellKnown === "Struct" || type.wellKnown === "Value" || type.wellKnown === "ListValue") {
    return readJson(type.wellKnown, bytes);
  }
  const message: Record<string, unknown> = {};
  for (const wire of readWire(bytes)) {
    const field = type.fields.find(({ number }) => number === wire.number);
    if (field) readField(message, field, wire);
  }
  return message;
}

function readField(message: Record<string, unknown>, field: Field, wire: WireField): void {
  if (field.kind === "map") {
    const [key, value] = readEntry(field, wire);
    message[field.name] = { ...(message[field.name] as MessageFields), [key]: value };
    return;
  }
  const value = valueIn(field.type, wire);
  if (value === undefined) return;
  if (field.kind === "list") message[field.name] = [...((message[field.name] as unknown[]) ?? []), value];
  else message[field.name] = value;
}

function readEntry({ name, type }: Field, wire: WireField): [key: string, value: unknown] {
  if (wire.type !== WireType.Bytes) throw new WireError(name);
  const fields: Field[] = [
    { number: 1, name: "key", type: "string" },
    { number: 2, name: "value", type },
  ];
  const entry = read({ name, fields }, wire.bytes) as MessageFields;
  return [(entry["key"] as string) ?? "", entry["value"] ?? defaultOf(type)];
}

function valueIn(type: ScalarType | MessageType, wire: WireField): unknown {
  if (typeof type !== "string") return wire.type === WireType.Bytes ? read(type, wire.bytes) : undefined;
  if (type === "string") return wire.type === WireType.Bytes ? textOf(wire.bytes) : undefined;
  if (type === "bytes") return wire.type === WireType.Bytes ? wire.bytes.slice() : undefined;
  if (type === "double") return wire.type === WireType.Fixed64 ? doubleOf(wire.value) : undefined;
  return wire.type === WireType.Varint ? integerOf(type, wire.value) : undefined;
}

function integerOf(type: ScalarType, value: bigint): unknown {
  switch (type) {
    case "bool":
      return value !== 0n;
    case "uint32":
      return Number(BigInt.asUintN(32, value));
    case "uint64":
      return value;
    case "int64":
      return BigInt.asIntN(64, value);
    default:
      return Number(BigInt.asIntN(32, value));
  }
}

/** What a field has that is not there. */
export function defaultOf(type: ScalarType | MessageType): unknown {
  if (typeof type !== "string") {
    if (type.wellKnown === "Value") return null;
    return type.wellKnown === "ListValue" ? [] : {};
  }
  switch (type) {
    case "string":
      return "";
    case "bytes":
      return new Uint8Array();
    case "bool":
      return false;
    case "int64":
    case "uint64":
      return 0n;
    default:
      return 0;
  }
}
