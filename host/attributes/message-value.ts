import { type ByteString, fromBytes, fromText, toText } from "../bytes.ts";
import type { AnyMessage, Struct, StructValue } from "../metadata.ts";
import { messageTypeOf } from "../protobuf/known-messages.ts";
import type { Field, MessageFields, MessageType, ScalarType } from "../protobuf/message-type.ts";
import { defaultOf, readMessage } from "../protobuf/read-message.ts";
import { Bytes, Duration, MapValue, MessageValue, Timestamp, Unsigned, type Value } from "./value.ts";

/** A message as CEL sees it: well-known types are what they stand for. `undefined` for an `Any` of a type that is not known. */
export function messageValue(type: MessageType, message: unknown): Value | undefined {
  const fields = message as MessageFields;
  switch (type.wellKnown) {
    case "Struct":
      return new StructMap(message as Struct);
    case "Value":
      return jsonValue(message as StructValue);
    case "ListValue":
      return (message as StructValue[]).map(jsonValue);
    case "Any":
      return anyValue(message as AnyMessage);
    case "Duration":
      return new Duration(nanosecondsOf(fields));
    case "Timestamp":
      return new Timestamp(nanosecondsOf(fields));
    case "Wrapper": {
      const [field] = type.fields;
      return field && fieldValue(field, fields);
    }
    default:
      return new MessageValue(type, fields);
  }
}

/** The value of a field of a message by its name; `undefined` where its type has no such field. */
export function messageField(message: MessageValue, name: ByteString): Value | undefined {
  const field = message.type.fields.find((one) => one.name === name);
  return field && fieldValue(field, message.fields);
}

function fieldValue(field: Field, fields: MessageFields): Value | undefined {
  const value = fields[field.name];
  if (field.kind === "map") return new MessageMap(field.type, (value ?? {}) as MessageFields);
  if (field.kind === "list") return ((value ?? []) as unknown[]).map((item) => itemValue(field.type, item) ?? null);
  if (value === undefined && typeof field.type !== "string" && field.type.wellKnown === "Wrapper") return null;
  return itemValue(field.type, value ?? defaultOf(field.type));
}

function itemValue(type: ScalarType | MessageType, value: unknown): Value | undefined {
  if (typeof type !== "string") return messageValue(type, value);
  switch (type) {
    case "string":
      return fromText(value as string);
    case "bytes":
      return new Bytes(fromBytes(value as Uint8Array));
    case "bool":
    case "double":
      return value as boolean | number;
    case "uint32":
    case "uint64":
      return new Unsigned(BigInt(value as number | bigint));
    default:
      return BigInt(value as number | bigint);
  }
}

function anyValue({ type_url, value }: AnyMessage): Value | undefined {
  const type = messageTypeOf(type_url);
  const message = type && readMessage(type, value);
  return message === undefined ? undefined : messageValue(type as MessageType, message);
}

function jsonValue(value: StructValue): Value {
  if (typeof value === "string") return fromText(value);
  if (Array.isArray(value)) return value.map(jsonValue);
  if (typeof value === "object" && value !== null) return new StructMap(value as Struct);
  return value as null | number | boolean;
}

function nanosecondsOf(fields: MessageFields): bigint {
  const seconds = (fields["seconds"] ?? 0n) as bigint;
  return BigInt(seconds) * 1_000_000_000n + BigInt((fields["nanos"] ?? 0) as number);
}

/** A `google.protobuf.Struct`. */
class StructMap extends MapValue {
  private readonly struct: Struct;

  constructor(struct: Struct) {
    super();
    this.struct = struct;
  }

  override get(key: Value): Value | undefined {
    if (typeof key !== "string") return undefined;
    const name = toText(key);
    return Object.hasOwn(this.struct, name) ? jsonValue(this.struct[name] as StructValue) : undefined;
  }

  override keys(): Value[] {
    return Object.keys(this.struct).map(fromText);
  }
}

/** A field of a message that is a map. */
class MessageMap extends MapValue {
  private readonly type: ScalarType | MessageType;
  private readonly entries: MessageFields;

  constructor(type: ScalarType | MessageType, entries: MessageFields) {
    super();
    this.type = type;
    this.entries = entries;
  }

  override get(key: Value): Value | undefined {
    if (typeof key !== "string") return undefined;
    const name = toText(key);
    return Object.hasOwn(this.entries, name) ? itemValue(this.type, this.entries[name]) : undefined;
  }

  override keys(): Value[] {
    return Object.keys(this.entries).map(fromText);
  }
}
