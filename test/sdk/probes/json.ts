import { JsonKind, JsonReader, JsonWriter, quoteJson } from "mesh-wasm/assembly";
import { input, putBytes, putText } from "./io";

export { inputAt, outputAt, outputSize } from "./io";

/** Reads any JSON and writes it anew; 0 with the error as output when it is not valid. */
export function rewrite(): i32 {
  const reader = new JsonReader(input);
  const text = rewriteValue(reader);
  reader.end();
  putText(reader.failed ? reader.error : text);
  return reader.failed ? 0 : 1;
}

function rewriteValue(reader: JsonReader): string {
  switch (reader.peek()) {
    case JsonKind.Object:
      return rewriteObject(reader);
    case JsonKind.Array:
      return rewriteArray(reader);
    case JsonKind.String:
      return quoteJson(reader.string());
    case JsonKind.Number:
      return reader.f64().toString();
    case JsonKind.Bool:
      return reader.bool() ? "true" : "false";
    case JsonKind.Null:
      reader.isNull();
      return "null";
  }
  reader.skip();
  return "";
}

function rewriteObject(reader: JsonReader): string {
  const parts: string[] = [];
  reader.beginObject();
  while (reader.nextKey()) parts.push(`${quoteJson(reader.key)}:${rewriteValue(reader)}`);
  return `{${parts.join(",")}}`;
}

function rewriteArray(reader: JsonReader): string {
  const parts: string[] = [];
  reader.beginArray();
  while (reader.nextElement()) parts.push(rewriteValue(reader));
  return `[${parts.join(",")}]`;
}

/** Skips the value. */
export function skip(): i32 {
  const reader = new JsonReader(input);
  reader.skip();
  reader.end();
  putText(reader.error);
  return reader.failed ? 0 : 1;
}

/** Reads a number. */
export function double(): i32 {
  const reader = new JsonReader(input);
  const value = reader.f64();
  reader.end();
  putText(reader.failed ? reader.error : reinterpret<u64>(value).toString());
  return reader.failed ? 0 : 1;
}

/** Reads an integer. */
export function integer(min: i64, max: i64): i32 {
  const reader = new JsonReader(input);
  const value = reader.integer(min, max);
  reader.end();
  putText(reader.failed ? reader.error : value.toString());
  return reader.failed ? 0 : 1;
}

/** Reads an unsigned integer. */
export function unsigned(max: u64): i32 {
  const reader = new JsonReader(input);
  const value = reader.unsigned(max);
  reader.end();
  putText(reader.failed ? reader.error : value.toString());
  return reader.failed ? 0 : 1;
}

/** Uses a reader in an order that makes no sense. */
export function misuse(): i32 {
  const reader = new JsonReader(input);
  reader.nextElement();
  reader.nextKey();
  reader.beginArray();
  reader.nextKey();
  reader.string();
  reader.string();
  reader.end();
  putText(reader.error);
  return reader.failed ? 0 : 1;
}

/** Reads of each object only the key "b", and leaves the rest. */
export function partly(): i32 {
  const reader = new JsonReader(input);
  let text = "";
  if (reader.beginArray()) {
    while (reader.nextElement()) {
      if (!reader.beginObject()) break;
      while (reader.nextKey()) {
        if (reader.key == "b") text += reader.string();
      }
    }
  }
  reader.end();
  putText(reader.failed ? reader.error : text);
  return reader.failed ? 0 : 1;
}

/**
 * Of each key of the object "keys", which of the texts in the array "names" it is: as `isKey` says, and as a text. A `!`
 * follows where the two differ about a name without its last unit, which may be half of a pair.
 */
export function keysNamed(): i32 {
  const reader = new JsonReader(input);
  const names: string[] = [];
  const lines: string[] = [];
  reader.beginObject();
  while (reader.nextKey()) {
    if (reader.isKey("names")) {
      reader.beginArray();
      while (reader.nextElement()) names.push(reader.string());
    } else if (reader.isKey("keys")) {
      reader.beginObject();
      while (reader.nextKey()) {
        let line = "";
        for (let i = 0; i < names.length; ++i) line += reader.isKey(names[i]) ? "1" : "0";
        line += " ";
        for (let i = 0; i < names.length; ++i) line += reader.key == names[i] ? "1" : "0";
        for (let i = 0; i < names.length; ++i) {
          const cut = names[i].substring(0, names[i].length - 1);
          if (reader.isKey(cut) != (reader.key == cut)) line += "!";
        }
        lines.push(line);
      }
    }
  }
  reader.end();
  putText(reader.failed ? reader.error : lines.join("\n"));
  return reader.failed ? 0 : 1;
}

/** How often a key of the object is called "id". */
export function countIds(): i32 {
  const reader = new JsonReader(input);
  let count = 0;
  if (reader.beginObject()) {
    while (reader.nextKey()) {
      if (reader.isKey("id")) ++count;
    }
  }
  return reader.end() ? count : -1;
}

/** Whether a text is valid, without an error being asked for. */
export function isValid(): i32 {
  const reader = new JsonReader(input);
  reader.skip();
  return reader.end() ? 1 : 0;
}

/** The key before the first one, and after a value that was skipped and one that was read. */
export function keyBetween(): void {
  const reader = new JsonReader(input);
  let text = reader.isKey("") && !reader.isKey("a") ? reader.key + "," : "wrong";
  reader.beginObject();
  reader.nextKey();
  reader.skip();
  text += reader.isKey("a") ? reader.key + "," : "wrong";
  reader.nextKey();
  reader.beginObject();
  while (reader.nextKey()) {}
  text += reader.isKey("d") ? reader.key + "," : "wrong";
  reader.nextKey();
  text += reader.key;
  putText(text);
}

/** An address behind all that was allocated so far, by a runtime that frees nothing. */
export function heapEnd(): usize {
  return heap.alloc(0);
}

/** Writes the UTF-16 text as a JSON string, left in UTF-16. */
export function quote(): void {
  const quoted = quoteJson(String.UTF16.decodeUnsafe(changetype<usize>(input), input.length));
  const units = new StaticArray<u8>(quoted.length << 1);
  memory.copy(changetype<usize>(units), changetype<usize>(quoted), units.length);
  putBytes(units);
}

/** Writes one of everything. */
export function write(integer: i64, number: f64): void {
  const writer = new JsonWriter().beginObject();
  writer.key("integer").integer(integer).key("number").number(number);
  writer.key("nothing").null().key("both").beginArray().bool(true).bool(false).endArray();
  writer.key("empty").beginObject().endObject().key('k"y').string("\u{1f600}\n").key("raw").raw("[1, 2]");
  putBytes(writer.endObject().toBytes());
}

/** Writes doubles, of 8 bytes each, as an array. */
export function numbers(): void {
  const writer = new JsonWriter().beginArray();
  for (let i = 0; i < input.length; i += 8) writer.number(load<f64>(changetype<usize>(input) + i));
  putBytes(writer.endArray().toBytes());
}

/** Copies an object but for its key "drop", each value as it is; 0 with the error as output when it is not valid. */
export function copy(): i32 {
  const reader = new JsonReader(input);
  const writer = new JsonWriter().beginObject();
  if (reader.beginObject()) {
    while (reader.nextKey()) {
      if (!reader.isKey("drop")) writer.key(reader.key).raw(reader.raw());
    }
  }
  const valid = reader.end();
  putText(valid ? writer.endObject().toString() : reader.error);
  return valid ? 1 : 0;
}

/** Takes the value raw, and again although it is taken. */
export function rawTwice(): void {
  const reader = new JsonReader(input);
  const first = reader.raw();
  const second = reader.raw();
  putText(`${first}|${second}|${reader.error}`);
}

/** Reads a number that fits into 32 bits. */
export function single(): i32 {
  const reader = new JsonReader(input);
  const value = reader.f32();
  reader.end();
  putText(reader.failed ? reader.error : reinterpret<u32>(value).toString());
  return reader.failed ? 0 : 1;
}
