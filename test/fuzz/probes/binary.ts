import { Bytes, DerReader, DerTag, ProtobufReader, StructKind, StructValue } from "mesh-wasm/assembly";
import { begin, end, putByte, putBytes, putFlag, putLong, putNumber, putText } from "./output";

export { setUp } from "./output";

/** How deep values are looked at. */
const maxDepth: i32 = 20;

/** The fields of a message, each after a 1. */
export function protobuf(bytes: Bytes): u32 {
  begin();
  const reader = new ProtobufReader(bytes);
  while (reader.next()) {
    putFlag(true);
    putNumber(reader.field);
    putLong(reader.value);
    putBytes(reader.bytes());
    putText(reader.string());
  }
  putFlag(reader.next());
  return end();
}

/** All of a Struct. */
export function struct(bytes: Bytes): u32 {
  begin();
  putStruct(new StructValue(bytes), 0);
  return end();
}

/** The Struct under a key of a map, and that in a field. */
export function structIn(bytes: Bytes, key: string): u32 {
  begin();
  putStruct(StructValue.entry(bytes, 1, key), 0);
  putStruct(StructValue.field(bytes, 3), 0);
  return end();
}

function putStruct(value: StructValue, depth: i32): void {
  putByte(<u8>value.kind);
  putNumber(value.length);
  putText(value.string("no string"));
  putLong(reinterpret<u64>(value.number(0.5)));
  putFlag(value.bool(true));
  if (depth == maxDepth) return;
  const keys = value.keys();
  putNumber(keys.length);
  for (let i = 0; i < keys.length; ++i) {
    putText(keys[i]);
    putStruct(value.get(keys[i]), depth + 1);
  }
  for (let i = 0; value.kind == StructKind.List && i < value.length; ++i) putStruct(value.at(i), depth + 1);
  putFlag(value.at(value.length).exists);
}

/** All elements of DER. */
export function der(bytes: Bytes, from: i32, to: i32): u32 {
  begin();
  putDer(new DerReader(bytes), 0);
  putDer(new DerReader(bytes, from, to), 0);
  return end();
}

function putDer(reader: DerReader, depth: i32): void {
  while (!reader.atEnd && putElement(reader, depth)) {}
  putByte(reader.atEnd ? 0 : 1);
}

// The next element, by the first of these methods that takes it; false when none does.
function putElement(reader: DerReader, depth: i32): bool {
  const number = reader.readUnsigned();
  if (number) return put(2, number);
  const bits = reader.readBitString();
  if (bits) return put(3, bits);
  const inner = depth < maxDepth ? reader.enter(DerTag.Sequence) : null;
  if (inner) {
    putByte(4);
    putDer(inner, depth + 1);
    return true;
  }
  for (let tag = 0; tag < 0x120; ++tag) {
    const content = reader.read(tag);
    if (!content) continue;
    putNumber(tag);
    return put(5, content);
  }
  return false;
}

function put(kind: u8, content: Bytes): bool {
  putByte(kind);
  putBytes(content);
  return true;
}
