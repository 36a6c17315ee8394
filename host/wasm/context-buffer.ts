import { type ByteString, toBytes } from "../bytes.ts";
import type { DataBuffer } from "../data-buffer.ts";
import type { ContextBuffer } from "./context.ts";

const nothing = new Uint8Array();

/** A buffer that does not exist: empty, and nothing can be written to it. */
const absent: ContextBuffer = { length: 0, part: () => nothing };

/** A body or a connection's data, for a module to read and change. */
export function contextBuffer(data: DataBuffer | undefined): ContextBuffer {
  if (!data) return absent;
  return {
    get length() {
      return data.length;
    },
    part: (start, length) => data.part(start, length),
    writable: data,
  };
}

/** Bytes that a module can only read. */
export function readOnlyBuffer(bytes: Uint8Array): ContextBuffer {
  return { length: bytes.length, part: (start, length) => bytes.subarray(start, start + length) };
}

/** Text that a module can only read. */
export function textBuffer(text: ByteString): ContextBuffer {
  return { length: text.length, part: (start, length) => toBytes(text.slice(start, start + length)) };
}
