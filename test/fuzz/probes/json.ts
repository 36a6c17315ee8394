import { Bytes, JsonKind, JsonReader } from "mesh-wasm/assembly";
import { begin, end, putByte, putDouble, putFlag, putLong, putText, rewind } from "./output";

export { setUp } from "./output";

/** What follows in the output. */
const enum Tag {
  Null = 0,
  False = 1,
  True = 2,
  Number = 3,
  String = 4,
  Array = 5,
  Object = 6,
  End = 7,
  Error = 8,
}

/** Reads any JSON, and tells the values one after the other; the error instead when there is one. */
export function read(bytes: Bytes): u32 {
  begin();
  const reader = new JsonReader(bytes);
  readValue(reader);
  return endOf(reader);
}

/** Reads of each object the even keys alone, and of each array the even elements. */
export function readHalf(bytes: Bytes): u32 {
  begin();
  const reader = new JsonReader(bytes);
  readHalfOf(reader);
  return endOf(reader);
}

/** Takes an integer of each size, as far as the text has one of it. */
export function readNumbers(bytes: Bytes, min: i64, max: i64, top: u64): u32 {
  begin();
  putLong(<u64>integerOf(new JsonReader(bytes), min, max));
  putLong(unsignedOf(new JsonReader(bytes), top));
  const reader = new JsonReader(bytes);
  const value = reader.f64();
  putDouble(reader.end() ? value : NaN);
  return end();
}

function integerOf(reader: JsonReader, min: i64, max: i64): i64 {
  const value = reader.integer(min, max);
  putFlag(reader.end());
  return reader.failed ? 0 : value;
}

function unsignedOf(reader: JsonReader, max: u64): u64 {
  const value = reader.unsigned(max);
  putFlag(reader.end());
  return reader.failed ? 0 : value;
}

function endOf(reader: JsonReader): u32 {
  reader.end();
  if (!reader.failed) return end();
  rewind();
  putTag(Tag.Error);
  putText(reader.error);
  return end();
}

function readValue(reader: JsonReader): void {
  switch (reader.peek()) {
    case JsonKind.Object:
      putTag(Tag.Object);
      reader.beginObject();
      while (reader.nextKey()) {
        putText(reader.key);
        readValue(reader);
      }
      return putText(null);
    case JsonKind.Array:
      putTag(Tag.Array);
      reader.beginArray();
      while (reader.nextElement()) readValue(reader);
      return putTag(Tag.End);
    default:
      readScalar(reader);
  }
}

function readScalar(reader: JsonReader): void {
  switch (reader.peek()) {
    case JsonKind.String:
      putTag(Tag.String);
      return putText(reader.string());
    case JsonKind.Number:
      putTag(Tag.Number);
      return putDouble(reader.f64());
    case JsonKind.Bool:
      return putTag(reader.bool() ? Tag.True : Tag.False);
    case JsonKind.Null:
      reader.isNull();
      return putTag(Tag.Null);
  }
  reader.skip();
}

function readHalfOf(reader: JsonReader): void {
  let odd = false;
  if (reader.peek() == JsonKind.Object) {
    putTag(Tag.Object);
    reader.beginObject();
    for (; reader.nextKey(); odd = !odd) {
      if (odd) continue;
      putText(reader.key);
      readHalfOf(reader);
    }
    return putText(null);
  }
  if (reader.peek() != JsonKind.Array) return readScalar(reader);
  putTag(Tag.Array);
  reader.beginArray();
  for (; reader.nextElement(); odd = !odd) {
    if (!odd) readHalfOf(reader);
  }
  putTag(Tag.End);
}

function putTag(tag: Tag): void {
  putByte(<u8>tag);
}
