import { Bytes, decodeUtf8, encodeHex } from "mesh-wasm/assembly";
import { DerReader } from "mesh-wasm/assembly/encoding/der-reader";
import { DerTag } from "mesh-wasm/assembly/encoding/der-tag";
import { decodePem } from "mesh-wasm/assembly/encoding/pem";
import { input, putBytes, putText } from "./io";

export { inputAt, outputAt, outputSize } from "./io";

/** The content of an element with a tag, and whether nothing comes after it. */
export function read(tag: i32): i32 {
  const reader = new DerReader(input);
  return put(reader.read(tag), reader);
}

export function readUnsigned(): i32 {
  const reader = new DerReader(input);
  return put(reader.readUnsigned(), reader);
}

export function readBitString(): i32 {
  const reader = new DerReader(input);
  return put(reader.readBitString(), reader);
}

/** 0 for null, 1 for bytes and 2 for bytes after which nothing is left. */
function put(bytes: Bytes | null, reader: DerReader): i32 {
  putBytes(bytes ? bytes : new StaticArray<u8>(0));
  return bytes ? (reader.atEnd ? 2 : 1) : 0;
}

/** The content of an element, read by a reader of a part of the input. */
export function readPart(tag: i32, start: i32, end: i32): i32 {
  const reader = new DerReader(input, start, end);
  return put(reader.read(tag), reader);
}

/** All elements as lines of text, indented; `?` where they are not readable. */
export function outline(): void {
  const lines: string[] = [];
  outlineOf(new DerReader(input), "", lines);
  putText(lines.join("\n"));
}

function outlineOf(reader: DerReader, indent: string, lines: string[]): void {
  while (!reader.atEnd) {
    const sequence = reader.enter(DerTag.Sequence);
    if (sequence) {
      lines.push(indent + "sequence");
      outlineOf(sequence, indent + "  ", lines);
      continue;
    }
    const line = leaf(reader);
    lines.push(indent + line);
    if (line == "?") return;
  }
}

function leaf(reader: DerReader): string {
  const number = reader.readUnsigned();
  if (number) return "unsigned " + encodeHex(number);
  const integer = reader.read(DerTag.Integer);
  if (integer) return "integer " + encodeHex(integer);
  const bits = reader.readBitString();
  if (bits) return "bits " + encodeHex(bits);
  const partBits = reader.read(DerTag.BitString);
  if (partBits) return "part bits " + encodeHex(partBits);
  const octets = reader.read(DerTag.OctetString);
  if (octets) return "octets " + encodeHex(octets);
  const oid = reader.read(DerTag.ObjectIdentifier);
  if (oid) return "oid " + encodeHex(oid);
  const nothing = reader.read(DerTag.Null);
  if (nothing) return "null";
  return "?";
}

/** The bytes of PEM: the label is the input's first line. */
export function fromPem(labelSize: i32): bool {
  const bytes = decodePem(decodeUtf8(input, labelSize), decodeUtf8(input, 0, labelSize));
  putBytes(bytes ? bytes : new StaticArray<u8>(0));
  return bytes !== null;
}
