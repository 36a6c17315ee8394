import { messageField } from "../attributes/message-value.ts";
import { MapValue, MessageValue, Unsigned, type Value } from "../attributes/value.ts";
import { equals } from "./compare.ts";
import { Failure, noOverload, type Outcome } from "./failure.ts";
import { isKey } from "./literal-map.ts";
import { hasMessageField } from "./message.ts";

const noKey = new Failure("no such key");
const noField = new Failure("no such field");
const outOfBounds = new Failure("index out of bounds");

/** `operand.field` */
export function select(operand: Value, field: string): Outcome {
  if (operand instanceof MapValue) return valueAt(operand, field);
  if (operand instanceof MessageValue) return messageField(operand, field) ?? noField;
  return noOverload;
}

/** `has(operand.field)` */
export function has(operand: Value, field: string): Outcome {
  if (operand instanceof MapValue) return operand.get(field) !== undefined;
  if (operand instanceof MessageValue) return hasMessageField(operand, field) ?? noField;
  return noOverload;
}

/** `operand[key]` */
export function index(operand: Value, key: Value): Outcome {
  if (operand instanceof MapValue) return isKey(key) ? valueAt(operand, key) : noOverload;
  if (!Array.isArray(operand)) return noOverload;
  const at = positionOf(key);
  if (at === undefined) return noOverload;
  return at >= 0 && at < operand.length ? (operand[at] as Value) : outOfBounds;
}

/** `item in container` */
export function contains(item: Value, container: Value): Outcome {
  if (container instanceof MapValue) return isKey(item) ? container.get(item) !== undefined : noOverload;
  return Array.isArray(container) ? container.some((one: Value) => equals(one, item)) : noOverload;
}

/** `size(value)` of what has parts. */
export function sizeOf(value: Value): bigint | undefined {
  if (value instanceof MapValue) return BigInt(value.size);
  return Array.isArray(value) ? BigInt(value.length) : undefined;
}

function valueAt(map: MapValue, key: Value): Outcome {
  const value = map.get(key);
  return value === undefined ? noKey : value;
}

function positionOf(key: Value): number | undefined {
  if (key instanceof Unsigned) return Number(key.value);
  if (typeof key === "number") return Number.isInteger(key) ? key : undefined;
  return typeof key === "bigint" ? Number(key) : undefined;
}
