import type { Field, MessageFields, MessageType, ScalarType } from "./message-type.ts";
import { writeJson } from "./struct.ts";
import { WireType, WireWriter } from "./wire-writer.ts";

/** A message in its wire form: fields in the order of their type, entries of maps in the order that they have. */
export function writeMessage(type: MessageType, message: unknown): Uint8Array {
  const writer = new WireWriter();
  if (type.wellKnown === "Struct" || type.wellKnown === "Value" || type.wellKnown === "ListValue") {
    return writeJson(type.wellKnown, message);
  }
  for (const field of type.fields) writeField(writer, field, (message as MessageFields)[field.name]);
  return writer.finish();
}

function writeField(writer: WireWriter, field: Field, value: unknown): void {
  if (value === undefined) return;
  if (field.kind === "list") {
    for (const item of value as unknown[]) writeValue(writer, field.number, field.type, item);
    return;
  }
  if (field.kind === "map") {
    const entry: MessageType = {
      name: `${field.name} entry`,
      fields: [
        { number: 1, name: "key", type: "string" },
        { number: 2, name: "value", type: field.type },
      ],
    };
    for (const [key, item] of Object.entries(value as MessageFields)) {
      writeValue(writer, field.number, entry, { key, value: item });
    }
    return;
  }
  if (!isDefault(value)) writeValue(writer, field.number, field.type, value);
}

/** Whether proto3 leaves it out. */
function isDefault(value: unknown): boolean {
  if (value instanceof Uint8Array) return value.length === 0;
  return value === "" || value === false || value === 0n || Object.is(value, 0);
}

function writeValue(writer: WireWriter, number: number, type: ScalarType | MessageType, value: unknown): void {
  if (typeof type !== "string") {
    writer.tag(number, WireType.Bytes);
    writer.delimited(writeMessage(type, value));
    return;
  }
  switch (type) {
    case "string":
      writer.tag(number, WireType.Bytes);
      writer.text(value as string);
      return;
    case "bytes":
      writer.tag(number, WireType.Bytes);
      writer.delimited(value as Uint8Array);
      return;
    case "double":
      writer.tag(number, WireType.Fixed64);
      writer.double(value as number);
      return;
    default:
      writer.tag(number, WireType.Varint);
      writer.varint(BigInt(value as number | bigint | boolean));
  }
}
