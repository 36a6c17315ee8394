import { type ByteString, fromBytes } from "../bytes.ts";
import { writeMessage } from "../protobuf/write-message.ts";
import { Bytes, Duration, MapValue, MessageValue, Timestamp, TypeValue, Unsigned, type Value } from "./value.ts";

/**
 * A value as modules get it: texts and bytes as they are, numbers as 8 bytes, a bool as one, times and durations as nanoseconds
 * in 8 bytes (the nearest that these hold), messages in protobuf's wire form, maps and lists as headers are. `undefined` for what
 * has no such form: null, types, and maps that cannot be listed.
 *
 * Source: `serializeValue` in Envoy's source/extensions/common/wasm/context.cc
 */
export function serializeValue(value: Value): ByteString | undefined {
  switch (typeof value) {
    case "string":
      return value;
    case "bigint":
      return integer(value);
    case "number":
      return double(value);
    case "boolean":
      return value ? "\x01" : "\0";
  }
  if (value === null || value instanceof TypeValue) return undefined;
  if (value instanceof Bytes) return value.data;
  if (value instanceof Unsigned) return integer(value.value);
  if (value instanceof Duration || value instanceof Timestamp) return integer(nearest(value.nanoseconds));
  if (value instanceof MapValue) return map(value);
  if (value instanceof MessageValue) return fromBytes(writeMessage(value.type, value.fields));
  return pairs(value.map((item) => [item, ""]));
}

const eight = new DataView(new ArrayBuffer(8));

function integer(value: bigint): ByteString {
  eight.setBigInt64(0, value, true);
  return eightBytes();
}

const highest = 2n ** 63n - 1n;

function nearest(nanoseconds: bigint): bigint {
  if (nanoseconds > highest) return highest;
  return nanoseconds < -highest - 1n ? -highest - 1n : nanoseconds;
}

function double(value: number): ByteString {
  eight.setFloat64(0, value, true);
  return eightBytes();
}

function eightBytes(): ByteString {
  return word(eight.getUint32(0, true)) + word(eight.getUint32(4, true));
}

function word(value: number): ByteString {
  return String.fromCharCode(value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24);
}

function map(value: MapValue): ByteString | undefined {
  const keys = value.keys();
  return keys && pairs(keys.map((key) => [key, value.get(key) ?? null]));
}

function pairs(entries: readonly (readonly [key: Value, value: Value])[]): ByteString | undefined {
  let sizes = word(entries.length);
  let text = "";
  for (const [key, value] of entries) {
    const first = serializeValue(key);
    const second = serializeValue(value);
    if (first === undefined || second === undefined) return undefined;
    sizes += word(first.length) + word(second.length);
    text += `${first}\0${second}\0`;
  }
  return sizes + text;
}
