// Protobuf as it goes over the wire. Source: https://protobuf.dev/programming-guides/encoding
import type { Random } from "./random.ts";

/** A field of a message. */
export interface Field {
  number: number;
  /** Its value, where it is a number; the number of its bytes where it is not. */
  value: bigint;
  /** Its bytes; empty where it is a number. */
  bytes: Buffer;
}

/** The fields of a message up to where it is malformed. */
export function fieldsOf(message: Buffer): Field[] {
  const fields: Field[] = [];
  let at = 0;

  function varint(): bigint | null {
    // Most take one byte
    const first = message[at] ?? 0x80;
    if (first < 0x80) return BigInt(message[at++] ?? 0);
    let value = 0n;
    for (let shift = 0n; shift < 70n && at < message.length; shift += 7n) {
      const byte = message[at++] ?? 0;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asUintN(64, value);
    }
    return null;
  }

  function fixed(size: number): bigint | null {
    if (size > message.length - at) return null;
    at += size;
    return size === 8 ? message.readBigUInt64LE(at - 8) : BigInt(message.readUInt32LE(at - 4));
  }

  function readValue(type: number): Omit<Field, "number"> | null {
    const value = type === 1 ? fixed(8) : type === 5 ? fixed(4) : type === 0 || type === 2 ? varint() : null;
    if (value === null) return null;
    if (type !== 2) return { value, bytes: Buffer.alloc(0) };
    if (value > BigInt(message.length - at)) return null;
    at += Number(value);
    return { value, bytes: message.subarray(at - Number(value), at) };
  }

  while (at < message.length) {
    const tag = varint();
    const value = tag === null ? null : readValue(Number(tag & 7n));
    if (tag === null || value === null) break;
    fields.push({ number: Number((tag >> 3n) & 0xffffffffn), ...value });
  }
  return fields;
}

/** A message of any fields. */
export function messageOf(random: Random): Buffer {
  const parts: Buffer[] = [];
  for (let left = random.few(30); left > 0; --left) {
    const number = random.oneIn(4) ? random.edge() : 1 + random.below(4);
    const type = random.pick([0, 1, 2, 2, 2, 5]);
    parts.push(varint((BigInt(number) << 3n) | BigInt(type)));
    if (type === 0) parts.push(varint(BigInt(random.edge()) << BigInt(random.below(33))));
    else if (type === 2)
      parts.push(sized(random.oneIn(2) ? Buffer.from(random.text(20)) : random.bytes(random.count(20))));
    else parts.push(random.bytes(type === 1 ? 8 : 4));
  }
  return Buffer.concat(parts);
}

/** A field that is bytes, a text or a message. */
export function bytesField(number: number, bytes: Uint8Array): Buffer {
  return Buffer.concat([varint((BigInt(number) << 3n) | 2n), sized(bytes)]);
}

/** A field that is a whole number. */
export function numberField(number: number, value: bigint): Buffer {
  return Buffer.concat([varint(BigInt(number) << 3n), varint(value)]);
}

/** A field that is a double. */
export function doubleField(number: number, value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return Buffer.concat([varint((BigInt(number) << 3n) | 1n), bytes]);
}

function sized(bytes: Uint8Array): Buffer {
  return Buffer.concat([varint(BigInt(bytes.length)), bytes]);
}

function varint(value: bigint): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return Buffer.from([...bytes, Number(rest)]);
}
