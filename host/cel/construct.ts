import { messageValue } from "../attributes/message-value.ts";
import { Bytes, Duration, MapValue, MessageValue, Timestamp, Unsigned, type Value } from "../attributes/value.ts";
import { toBytes, toText } from "../bytes.ts";
import type { Struct, StructValue } from "../metadata.ts";
import { messageTypeOf } from "../protobuf/known-messages.ts";
import type { Field, MessageType, ScalarType } from "../protobuf/message-type.ts";
import { Failure, noOverload, type Outcome } from "./failure.ts";

const unknownAny = new Failure("Any of an unknown type");
const nanosecondsOfSecond = 1_000_000_000n;

/** `Type{field: value, …}` */
export function construct(name: string, fields: readonly (readonly [name: string, value: Value])[]): Outcome {
  const type = messageTypeOf(name);
  if (!type) return noOverload;
  const message: Record<string, unknown> = {};
  for (const [fieldName, value] of fields) {
    const field = type.fields.find((one) => one.name === fieldName);
    const plain = field && fieldOf(field, value);
    if (plain === undefined) return noOverload;
    message[fieldName] = plain;
  }
  const value = messageValue(type, shortened(type, message));
  return value === undefined ? unknownAny : value;
}

/** JSON of what was made as a message. */
function shortened(type: MessageType, message: Record<string, unknown>): unknown {
  switch (type.wellKnown) {
    case "Struct":
      return message["fields"] ?? {};
    case "Value":
      return Object.values(message).at(-1) ?? null;
    case "ListValue":
      return message["values"] ?? [];
    case "Any":
      return { type_url: "", value: new Uint8Array(), ...message };
    default:
      return message;
  }
}

/** A value as a field holds it; `undefined` where it is of another type. */
function fieldOf(field: Field, value: Value): unknown {
  if (field.kind === "list")
    return Array.isArray(value) ? all(value.map((item) => plainOf(field.type, item))) : undefined;
  if (field.kind !== "map") return plainOf(field.type, value);
  return value instanceof MapValue ? entriesOf(value, (item) => plainOf(field.type, item)) : undefined;
}

function plainOf(type: ScalarType | MessageType, value: Value): unknown {
  if (typeof type !== "string") return messageOf(type, value);
  switch (type) {
    case "string":
      return typeof value === "string" ? toText(value) : undefined;
    case "bytes":
      return value instanceof Bytes ? toBytes(value.data) : undefined;
    case "bool":
      return typeof value === "boolean" ? value : undefined;
    case "double":
      return typeof value === "number" ? value : undefined;
    case "uint32":
    case "uint64":
      return value instanceof Unsigned ? integerOf(type, value.value) : undefined;
    default:
      return typeof value === "bigint" ? integerOf(type, value) : undefined;
  }
}

function integerOf(type: ScalarType, value: bigint): number | bigint | undefined {
  if (type === "int64" || type === "uint64") return value;
  const fits = type === "uint32" ? BigInt.asUintN(32, value) === value : BigInt.asIntN(32, value) === value;
  return fits ? Number(value) : undefined;
}

function messageOf(type: MessageType, value: Value): unknown {
  if (value instanceof MessageValue) return value.type === type ? value.fields : undefined;
  switch (type.wellKnown) {
    case "Value":
      return jsonOf(value);
    case "Struct":
      return value instanceof MapValue ? jsonOf(value) : undefined;
    case "ListValue":
      return Array.isArray(value) ? jsonOf(value) : undefined;
    case "Wrapper":
      return wrapped(type, value);
    case "Duration":
      return value instanceof Duration ? timeOf(value.nanoseconds) : undefined;
    case "Timestamp":
      return value instanceof Timestamp ? timeOf(value.nanoseconds) : undefined;
    default:
      return undefined;
  }
}

function wrapped({ fields: [field] }: MessageType, value: Value): unknown {
  const plain = field && plainOf(field.type, value);
  return plain === undefined ? undefined : { value: plain };
}

function timeOf(nanoseconds: bigint): unknown {
  return { seconds: nanoseconds / nanosecondsOfSecond, nanos: Number(nanoseconds % nanosecondsOfSecond) };
}

/** A value as JSON has it. */
function jsonOf(value: Value): StructValue | undefined {
  if (typeof value === "string") return toText(value);
  if (typeof value === "bigint") return Number(value);
  if (value instanceof Unsigned) return Number(value.value);
  if (value instanceof MapValue) return entriesOf(value, jsonOf) as Struct | undefined;
  if (Array.isArray(value)) return all(value.map(jsonOf)) as StructValue[] | undefined;
  return typeof value === "object" && value !== null ? undefined : (value as null | number | boolean);
}

function entriesOf(map: MapValue, of: (value: Value) => unknown): Record<string, unknown> | undefined {
  const entries = (map.keys() ?? []).map((key) => [key, of(map.get(key) as Value)] as const);
  if (entries.some(([key, value]) => typeof key !== "string" || value === undefined)) return undefined;
  return Object.fromEntries(entries.map(([key, value]) => [toText(key as string), value]));
}

function all(values: unknown[]): unknown[] | undefined {
  return values.includes(undefined) ? undefined : values;
}
