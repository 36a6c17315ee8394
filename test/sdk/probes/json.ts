import { JsonKind, JsonReader } from "mesh-wasm/assembly";
import { input, putText } from "./io";

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
      return quote(reader.string());
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
  while (reader.nextKey()) parts.push(`${quote(reader.key)}:${rewriteValue(reader)}`);
  return `{${parts.join(",")}}`;
}

function rewriteArray(reader: JsonReader): string {
  const parts: string[] = [];
  reader.beginArray();
  while (reader.nextElement()) parts.push(rewriteValue(reader));
  return `[${parts.join(",")}]`;
}

function quote(text: string): string {
  let quoted = '"';
  for (let i = 0; i < text.length; ++i) {
    const unit = text.charCodeAt(i);
    if (unit == 0x22 || unit == 0x5c) quoted += "\\";
    if (unit < 0x20) quoted += `\\u00${unit < 16 ? "0" : ""}${unit.toString(16)}`;
    else quoted += text.charAt(i);
  }
  return `${quoted}"`;
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
