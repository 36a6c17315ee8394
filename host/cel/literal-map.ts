import { MapValue, Unsigned, type Value } from "../attributes/value.ts";

/** A map that an expression has written out. An integer is found whatever type of number it is asked for with. */
export class LiteralMap extends MapValue {
  private readonly entries = new Map<string, [key: Value, value: Value]>();

  /** Adds an entry; false where the key is there already, or of no type that keys have. */
  add(key: Value, value: Value): boolean {
    const name = nameOf(key);
    if (name === undefined || typeof key === "number" || this.entries.has(name)) return false;
    this.entries.set(name, [key, value]);
    return true;
  }

  override get(key: Value): Value | undefined {
    const found = this.entries.get(nameOf(key) ?? "");
    if (found) return found[1];
    const integer = integerOf(key);
    if (integer === undefined) return undefined;
    return (this.entries.get(`int ${integer}`) ?? this.entries.get(`uint ${integer}`))?.[1];
  }

  override keys(): Value[] {
    return [...this.entries.values()].map(([key]) => key);
  }
}

/** Whether a map may be asked for such a key. */
export function isKey(key: Value): boolean {
  return nameOf(key) !== undefined;
}

function nameOf(key: Value): string | undefined {
  if (key instanceof Unsigned) return `uint ${key.value}`;
  switch (typeof key) {
    case "string":
      return `string ${key}`;
    case "bigint":
      return `int ${key}`;
    case "boolean":
      return `bool ${key}`;
    case "number":
      return `double ${key}`;
    default:
      return undefined;
  }
}

function integerOf(key: Value): bigint | undefined {
  if (key instanceof Unsigned) return key.value;
  if (typeof key === "number") return Number.isInteger(key) ? BigInt(key) : undefined;
  return typeof key === "bigint" ? key : undefined;
}
