import {
  Bytes,
  decodeBase64,
  decodeBase64Url,
  decodeHex,
  decodePem,
  decodeUtf8,
  encodeBase64,
  encodeBase64Url,
  encodeHex,
  encodeUtf8,
  isUtf8,
} from "mesh-wasm/assembly";
import { beginCall } from "mesh-wasm/assembly/abi/arena";
import { encode, encodedSize } from "mesh-wasm/assembly/abi/utf8-encode";
import { begin, end, putBytes, putData, putFlag, putText } from "./output";

export { setUp } from "./output";

/** UTF-8 and a part of it as UTF-16, and whether it is UTF-8. */
export function toUtf16(bytes: Bytes, from: i32, to: i32): u32 {
  begin();
  putText(decodeUtf8(bytes));
  putFlag(isUtf8(bytes));
  putText(decodeUtf8(bytes, from, to));
  putFlag(isUtf8(bytes, from, to));
  return end();
}

/** UTF-16 as UTF-8, as an object and as an argument of a host call. */
export function toUtf8(text: string): u32 {
  begin();
  putBytes(encodeUtf8(text));
  beginCall();
  const data = encode(text);
  putData(data, encodedSize);
  return end();
}

/** What texts stand for in base64, base64url and hexadecimal. */
export function fromText(text: string): u32 {
  begin();
  putBytes(decodeBase64(text));
  putBytes(decodeBase64Url(text));
  putBytes(decodeHex(text));
  return end();
}

/** Bytes in base64, base64url and hexadecimal, and back. */
export function toText(bytes: Bytes): u32 {
  begin();
  const base64 = encodeBase64(bytes);
  const base64Url = encodeBase64Url(bytes);
  const hex = encodeHex(bytes);
  putText(base64);
  putBytes(decodeBase64(base64));
  putText(base64Url);
  putBytes(decodeBase64Url(base64Url));
  putText(hex);
  putBytes(decodeHex(hex));
  return end();
}

export function fromPem(text: string, label: string): u32 {
  begin();
  putBytes(decodePem(text, label));
  return end();
}
