import {
  Bytes,
  decodeBase64,
  decodeBase64Url,
  decodeHex,
  decodeLatin1,
  decodeUtf8,
  encodeBase64,
  encodeBase64Url,
  encodeHex,
  encodeLatin1,
  encodeUtf8,
  isUtf8,
  ProtobufReader,
  ProtobufWriter,
} from "mesh-wasm/assembly";
import { constantTimeEqual, hmacSha256, Sha256, sha256 } from "mesh-wasm/assembly/crypto";
import { input, putBytes, putText } from "./io";

export { inputAt, outputAt, outputSize } from "./io";

/** The text of UTF-8, as UTF-16. */
export function toUtf16(): i32 {
  const text = decodeUtf8(input);
  const units = new StaticArray<u8>(text.length << 1);
  memory.copy(changetype<usize>(units), changetype<usize>(text), units.length);
  putBytes(units);
  return isUtf8(input) ? 1 : 0;
}

/** The UTF-8 of UTF-16. */
export function toUtf8(): void {
  putBytes(encodeUtf8(String.UTF16.decodeUnsafe(changetype<usize>(input), input.length)));
}

export function slice(start: i32, end: i32): void {
  putText(decodeUtf8(input, start, end));
}

export function hash(): void {
  putBytes(sha256(input));
}

/** The hash of the input in parts of a size. */
export function hashParts(size: i32): void {
  const hash = new Sha256();
  for (let at = 0; at < input.length; at += size) hash.update(input.slice<Bytes>(at, min(at + size, input.length)));
  putBytes(hash.digest());
}

/** HMAC with the first bytes of the input as key. */
export function hmac(keySize: i32): void {
  putBytes(hmacSha256(input.slice<Bytes>(0, keySize), input.slice<Bytes>(keySize)));
}

/** Whether the halves of the input are the same. */
export function halvesAreEqual(at: i32): bool {
  return constantTimeEqual(input.slice<Bytes>(0, at), input.slice<Bytes>(at));
}

export function toBase64(): void {
  putText(encodeBase64(input));
}

export function toBase64Url(): void {
  putText(encodeBase64Url(input));
}

export function fromBase64(): bool {
  return put(decodeBase64(decodeUtf8(input)));
}

export function fromBase64Url(): bool {
  return put(decodeBase64Url(decodeUtf8(input)));
}

export function toHex(): void {
  putText(encodeHex(input));
}

export function fromHex(): bool {
  return put(decodeHex(decodeUtf8(input)));
}

/** The UTF-8 of the characters that bytes are. */
export function fromLatin1(): void {
  putText(decodeLatin1(input));
}

/** The bytes of characters, which come as UTF-8. */
export function toLatin1(): void {
  putBytes(encodeLatin1(decodeUtf8(input)));
}

function put(bytes: Bytes | null): bool {
  putBytes(bytes ? bytes : new StaticArray<u8>(0));
  return bytes !== null;
}

/** A message of a string, bytes, a number and what is left out. */
export function writeMessage(number: u64): void {
  const writer = new ProtobufWriter();
  writer.string(1, "héllo");
  writer.bytes(2, input);
  writer.unsigned(16, number);
  writer.unsigned(17, 0);
  writer.string(18, "");
  putBytes(writer.finish());
}

/** The fields of a message, one a line. */
export function readMessage(): void {
  const lines: string[] = [];
  const reader = new ProtobufReader(input);
  while (reader.next()) lines.push(`${reader.field} ${reader.value} ${reader.string()} ${reader.bytes().length}`);
  putText(lines.join("\n"));
}
