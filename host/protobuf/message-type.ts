/** A type of a field that is no message. */
export type ScalarType = "string" | "bytes" | "bool" | "enum" | "int32" | "int64" | "uint32" | "uint64" | "double";

/** Messages that are something else outside of protobuf: JSON values, numbers, times. */
export type WellKnown = "Struct" | "Value" | "ListValue" | "Any" | "Timestamp" | "Duration" | "Wrapper";

/** A field of a message. */
export interface Field {
  readonly number: number;
  readonly name: string;
  /** Of a map, that of its values; its keys are strings. */
  readonly type: ScalarType | MessageType;
  /** One value where absent. */
  readonly kind?: "list" | "map";
}

/** A message of protobuf: its name and fields. `Message` of module/abi is one of these. */
export interface MessageType {
  readonly name: string;
  readonly fields: readonly Field[];
  readonly wellKnown?: WellKnown;
}

/**
 * A message in memory, by names of fields. Strings are text, bytes are `Uint8Array`, 64-bit integers bigints; an absent field has
 * its default. Well-known types: `Struct`, `Value` and `ListValue` as JSON.
 */
export type MessageFields = Readonly<Record<string, unknown>>;
