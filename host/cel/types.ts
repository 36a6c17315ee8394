import {
  Bytes,
  Duration,
  MapValue,
  MessageValue,
  Timestamp,
  TypeValue,
  Unsigned,
  type Value,
} from "../attributes/value.ts";

/** The types that expressions name by a word. Those of messages have no name that an expression could say. */
export const namedTypes: ReadonlyMap<string, TypeValue> = new Map(
  "bool bytes double int list map null_type string type uint".split(" ").map((name) => [name, new TypeValue(name)]),
);

/** `type(value)` */
export function typeOf(value: Value): TypeValue {
  const name = nameOf(value);
  return namedTypes.get(name) ?? new TypeValue(name);
}

function nameOf(value: Value): string {
  switch (typeof value) {
    case "string":
      return "string";
    case "bigint":
      return "int";
    case "number":
      return "double";
    case "boolean":
      return "bool";
  }
  if (value === null) return "null_type";
  if (value instanceof Bytes) return "bytes";
  if (value instanceof Unsigned) return "uint";
  if (value instanceof Duration) return "google.protobuf.Duration";
  if (value instanceof Timestamp) return "google.protobuf.Timestamp";
  if (value instanceof MapValue) return "map";
  if (value instanceof MessageValue) return value.type.name;
  return value instanceof TypeValue ? "type" : "list";
}
