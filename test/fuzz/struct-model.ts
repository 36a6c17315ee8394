// google.protobuf.Struct: what `probes/binary.ts` has to tell of one, and random ones.
import type { Expected } from "./expected.ts";
import { bytesField, doubleField, type Field, fieldsOf, numberField } from "./protobuf-model.ts";
import type { Random } from "./random.ts";

const maxDepth = 20;
const [missing, numeric, string, bool, object, list] = [0, 2, 3, 4, 5, 6];

/** A value: its kind, and the field that it is. */
interface Value {
  kind: number;
  field: Field;
}

/** Tells all of the Struct that a message is; of null that there is none. */
export function putStruct(expected: Expected, message: Buffer | null): void {
  const bytes = message ?? Buffer.alloc(0);
  const field = { number: 0, value: 0n, bytes };
  putValue(expected, { kind: message ? object : missing, field }, 0);
}

/** The Struct under a key of the map that is field 1 of a message; null when there is none. */
export function entryOf(message: Buffer, key: string): Buffer | null {
  return lookUp(message, key);
}

/** The bytes of the last field of this number. */
export function lastOf(message: Buffer, number: number): Buffer | null {
  return fieldsOf(message).findLast((field) => field.number === number)?.bytes ?? null;
}

function putValue(expected: Expected, value: Value, depth: number): void {
  const { kind, field } = value;
  const items = kind === object || kind === list ? fieldsOf(field.bytes).filter(({ number }) => number === 1) : [];
  expected.byte(kind).number(items.length);
  expected.text(kind === string ? field.bytes.toString() : "no string");
  // 0.5 as its bits
  expected.long(kind === numeric ? field.value : 0x3fe0000000000000n);
  expected.flag(kind === bool ? field.value !== 0n : true);
  if (depth === maxDepth) return;
  const keys = kind === object ? items.map(({ bytes }) => lastOf(bytes, 1)?.toString() ?? "") : [];
  expected.number(keys.length);
  for (const key of keys) {
    const found = lookUp(field.bytes, key);
    putValue(expected.text(key), found ? readValue(found) : none, depth + 1);
  }
  if (kind === list) for (const item of items) putValue(expected, readValue(item.bytes), depth + 1);
  expected.flag(false);
}

const none: Value = { kind: missing, field: { number: 0, value: 0n, bytes: Buffer.alloc(0) } };

/** What is in a message google.protobuf.Value. */
function readValue(message: Buffer): Value {
  const field = fieldsOf(message).findLast(({ number }) => number >= 1 && number <= 6);
  return field ? { kind: field.number, field } : none;
}

/** The value under a key of a map in field 1. The last one counts. */
function lookUp(message: Buffer, key: string): Buffer | null {
  const wanted = Buffer.from(key);
  const entry = fieldsOf(message).findLast(({ number, bytes }) => {
    return number === 1 && (lastOf(bytes, 1) ?? Buffer.alloc(0)).equals(wanted);
  });
  return entry ? (lastOf(entry.bytes, 2) ?? Buffer.alloc(0)) : null;
}

/** A random Struct as a message. */
export function structOf(random: Random, depth: number = 2): Buffer {
  const entries = Array.from({ length: random.few(10) }, () => {
    const key = bytesField(1, Buffer.from(random.text(6)));
    return bytesField(1, Buffer.concat([key, bytesField(2, randomValue(random, depth))]));
  });
  return Buffer.concat(entries);
}

function randomValue(random: Random, depth: number): Buffer {
  switch (random.below(depth > 0 ? 6 : 4)) {
    case 0:
      return numberField(1, 0n);
    case 1:
      return doubleField(2, random.bits() / 1000);
    case 2:
      return bytesField(3, Buffer.from(random.text(20)));
    case 3:
      return numberField(4, BigInt(random.below(2)));
    case 4:
      return bytesField(5, structOf(random, depth - 1));
    default:
      return bytesField(6, listOf(random, depth));
  }
}

function listOf(random: Random, depth: number): Buffer {
  return Buffer.concat(Array.from({ length: random.few(10) }, () => bytesField(1, randomValue(random, depth - 1))));
}
