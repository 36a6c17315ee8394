// The old SDK has bytes as ArrayBuffer, this one as StaticArray<u8>.
import { Bytes } from "../abi/bytes";
import { resultData, resultSize } from "../abi/result";
import { decodeUtf8At } from "../abi/utf8-decode";

/** The same bytes, not copied: both kinds of objects are nothing but bytes. */
export function bytesOf(buffer: ArrayBuffer): Bytes {
  return changetype<Bytes>(buffer);
}

/** A copy of bytes in memory. */
export function copyToBuffer(data: usize, size: u32): ArrayBuffer {
  const buffer = new ArrayBuffer(size);
  memory.copy(changetype<usize>(buffer), data, size);
  return buffer;
}

/** The bytes that the last host call returned. */
export function resultBuffer(): ArrayBuffer {
  return copyToBuffer(resultData(), resultSize());
}

/** Bytes as text; what is no UTF-8 reads as U+FFFD. */
export function textOf(buffer: ArrayBuffer): string {
  return decodeUtf8At(changetype<usize>(buffer), buffer.byteLength);
}
