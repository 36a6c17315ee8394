import type { ByteString } from "../bytes.ts";
import type { MessageFields, MessageType } from "../protobuf/message-type.ts";

/**
 * A value of an attribute or of an expression, one of CEL's types: null, bool, int (bigint), uint, double (number), string
 * (a {@link ByteString}: UTF-8 or whatever a header has), bytes, duration, timestamp, list, map, message.
 */
export type Value =
  | null
  | boolean
  | bigint
  | Unsigned
  | number
  | ByteString
  | Bytes
  | Duration
  | Timestamp
  | readonly Value[]
  | MapValue
  | MessageValue
  | TypeValue;

/** Bytes, where a plain {@link ByteString} is a string. */
export class Bytes {
  readonly data: ByteString;

  constructor(data: ByteString) {
    this.data = data;
  }
}

/** An unsigned integer of 64 bits. */
export class Unsigned {
  readonly value: bigint;

  constructor(value: bigint) {
    this.value = value;
  }
}

export class Duration {
  readonly nanoseconds: bigint;

  constructor(nanoseconds: bigint) {
    this.nanoseconds = nanoseconds;
  }
}

/** Nanoseconds since 1970. */
export class Timestamp {
  readonly nanoseconds: bigint;

  constructor(nanoseconds: bigint) {
    this.nanoseconds = nanoseconds;
  }
}

/** Values by key. Most maps of Envoy know what they have when they are asked, and cannot be listed. */
export abstract class MapValue {
  abstract get(key: Value): Value | undefined;

  /** All keys; `undefined` where they cannot be listed. */
  keys(): readonly Value[] | undefined {
    return undefined;
  }

  get size(): number {
    return this.keys()?.length ?? 0;
  }
}

/** A message of protobuf that is none of those that are JSON, times or numbers. */
export class MessageValue {
  readonly type: MessageType;
  readonly fields: MessageFields;

  constructor(type: MessageType, fields: MessageFields) {
    this.type = type;
    this.fields = fields;
  }
}

/** A type, as expressions can name it; there are no attributes of this kind. */
export class TypeValue {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}
