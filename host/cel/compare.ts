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
import { sameMessage } from "./message.ts";

/** Whether values are equal; of different types they are not, but numbers are compared as numbers. */
export function equals(a: Value, b: Value): boolean {
  const numbers = compareNumbers(a, b);
  if (numbers !== undefined) return numbers === 0;
  if (a instanceof Bytes) return b instanceof Bytes && a.data === b.data;
  if (a instanceof Duration) return b instanceof Duration && a.nanoseconds === b.nanoseconds;
  if (a instanceof Timestamp) return b instanceof Timestamp && a.nanoseconds === b.nanoseconds;
  if (a instanceof TypeValue) return b instanceof TypeValue && a.name === b.name;
  if (a instanceof MessageValue) return b instanceof MessageValue && sameMessage(a, b);
  if (a instanceof MapValue) return b instanceof MapValue && sameMaps(a, b);
  if (Array.isArray(a)) return Array.isArray(b) && sameLists(a, b);
  return a === b;
}

function sameLists(a: readonly Value[], b: readonly Value[]): boolean {
  return a.length === b.length && a.every((item, index) => equals(item, b[index] as Value));
}

function sameMaps(a: MapValue, b: MapValue): boolean {
  if (a.size !== b.size) return false;
  return (a.keys() ?? []).every((key) => {
    const [one, other] = [a.get(key), b.get(key)];
    return one !== undefined && other !== undefined && equals(one, other);
  });
}

/** Less than 0, 0 or more as `a` is less, equal or more; NaN where it is none of these; `undefined` where types have no order. */
export function compare(a: Value, b: Value): number | undefined {
  const numbers = compareNumbers(a, b);
  if (numbers !== undefined) return numbers;
  if (typeof a === "string" && typeof b === "string") return order(a, b);
  if (typeof a === "boolean" && typeof b === "boolean") return order(a, b);
  if (a instanceof Bytes && b instanceof Bytes) return order(a.data, b.data);
  if (a instanceof Duration && b instanceof Duration) return order(a.nanoseconds, b.nanoseconds);
  if (a instanceof Timestamp && b instanceof Timestamp) return order(a.nanoseconds, b.nanoseconds);
  return undefined;
}

function order<Ordered extends string | boolean | bigint | number>(a: Ordered, b: Ordered): number {
  if (a === b) return 0;
  if (a < b) return -1;
  return a > b ? 1 : Number.NaN;
}

function compareNumbers(a: Value, b: Value): number | undefined {
  const [one, other] = [numberOf(a), numberOf(b)];
  if (one === undefined || other === undefined) return undefined;
  if (typeof one === "bigint" && typeof other === "bigint") return order(one, other);
  return order(Number(one), Number(other));
}

function numberOf(value: Value): bigint | number | undefined {
  if (value instanceof Unsigned) return value.value;
  return typeof value === "bigint" || typeof value === "number" ? value : undefined;
}
