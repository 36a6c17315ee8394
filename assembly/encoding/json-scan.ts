// What all of the JSON reader needs. It works on addresses; the text ends at `end`.
import { JsonKind } from "./json-kind";

/** How deep objects and arrays may be nested. */
export const maxDepth: i32 = 64;

/** What the reader can be asked to go on to. */
export const enum Goal {
  ValueEnd = 0,
  Key = 1,
  Element = 2,
}

/** The first byte that is no white space; `end` when there is none. */
export function afterSpace(start: usize, end: usize): usize {
  let at = start;
  for (; at < end; ++at) {
    const byte = load<u8>(at);
    if (byte > 0x20 || (byte != 0x20 && byte != 0x0a && byte != 0x0d && byte != 0x09)) break;
  }
  return at;
}

/** The byte at an address; at the end 0, which no JSON has between its values. */
export function byteAt(at: usize, end: usize): u32 {
  return at < end ? load<u8>(at) : 0;
}

/** The kind of a value, by its first byte. */
export function kindOf(byte: u32): JsonKind {
  if (byte == 0x22) return JsonKind.String;
  if (byte == 0x2d || byte - 0x30 < 10) return JsonKind.Number;
  if (byte == 0x7b) return JsonKind.Object;
  if (byte == 0x5b) return JsonKind.Array;
  if (byte == 0x74 || byte == 0x66) return JsonKind.Bool;
  return byte == 0x6e ? JsonKind.Null : JsonKind.None;
}

/** How an error names a kind of value. */
export function nameOf(kind: JsonKind): string {
  switch (kind) {
    case JsonKind.Object:
      return "an object";
    case JsonKind.Array:
      return "an array";
    case JsonKind.String:
      return "a string";
    case JsonKind.Number:
      return "a number";
    case JsonKind.Bool:
      return "true or false";
  }
  return "null";
}
