import { Bytes, HeaderMapType, Headers } from "mesh-wasm/assembly";
import { headerMap } from "mesh-wasm/assembly/http/header-map";
import { HeaderSnapshot } from "mesh-wasm/assembly/http/header-snapshot";
import { begin, end, putBytes, putFlag, putLong, putNumber, putText } from "./output";

export { setUp } from "./output";

/** All that can be read of a map: each header, and one by its name in every way. */
export function read(name: string, value: string): u32 {
  begin();
  const headers = headerMap(HeaderMapType.HttpRequestHeaders);
  // The first read of a map may ask for one value alone: let it be another one
  headers.has("x-none");
  putBytes(headers.getBytes(name));
  putText(headers.get(name));
  putTexts(headers.getAll(name));
  putLong(<u64>headers.getInteger(name, -1));
  putFlag(headers.has(name));
  putFlag(headers.equals(name, value));
  putNumber(headers.statusOf(name));
  putHeaders(headers.entries());
  return end();
}

let kept: HeaderSnapshot = new HeaderSnapshot(new StaticArray<u8>(0));

/** The same of a snapshot, in a later callback. */
export function readSnapshot(name: string, value: string): u32 {
  begin();
  kept = headerMap(HeaderMapType.HttpRequestHeaders).snapshot();
  end();
  begin();
  putSnapshot(kept, name, value);
  return end();
}

/** The same of encoded headers. */
export function readCopy(copy: Bytes, name: string, value: string): u32 {
  begin();
  putSnapshot(new HeaderSnapshot(copy), name, value);
  return end();
}

function putSnapshot(snapshot: HeaderSnapshot, name: string, value: string): void {
  putBytes(snapshot.getBytes(name));
  putText(snapshot.get(name));
  putTexts(snapshot.getAll(name));
  putLong(<u64>snapshot.getInteger(name, -1));
  putFlag(snapshot.has(name));
  putFlag(snapshot.equals(name, value));
  putHeaders(snapshot.entries());
}

/** One value that the host looks up. */
export function readValue(name: string, value: string, way: i32): u32 {
  begin();
  const trailers = headerMap(HeaderMapType.HttpResponseTrailers);
  if (way == 0) putBytes(trailers.getBytes(name));
  else if (way == 1) putText(trailers.get(name));
  else if (way == 2) putLong(<u64>trailers.getInteger(name, -1));
  else if (way == 3) putFlag(trailers.equals(name, value));
  else putNumber(trailers.statusOf(name));
  return end();
}

/** Encodes headers whose names and values come in turns, with their sizes. */
export function encode(fields: Bytes): u32 {
  begin();
  const headers = new Headers();
  let at = changetype<usize>(fields);
  const stop = at + fields.length;
  while (at < stop) {
    const nameSize = load<u32>(at);
    const valueSize = load<u32>(at, 4);
    const name = String.UTF16.decodeUnsafe(at + 8, nameSize);
    const value = new StaticArray<u8>(valueSize);
    memory.copy(changetype<usize>(value), at + 8 + nameSize, valueSize);
    headers.addBytes(name, value);
    at += 8 + nameSize + valueSize;
  }
  putBytes(headers.encode());
  return end();
}

function putTexts(texts: string[]): void {
  putNumber(texts.length);
  for (let i = 0; i < texts.length; ++i) putText(texts[i]);
}

function putHeaders(headers: Headers): void {
  putNumber(headers.length);
  for (let i = 0; i < headers.length; ++i) {
    putText(headers.nameAt(i));
    putBytes(headers.bytesAt(i));
    putText(headers.valueAt(i));
  }
}
