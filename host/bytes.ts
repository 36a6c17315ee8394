import { readLatin1, writeLatin1 } from "./vm/latin1.ts";

/**
 * Bytes as a string: each character is one byte, 0 to 255. Header names, header values, property values and whatever else a
 * module reads and writes are held so, because they need not be UTF-8, and strings compare and look up fast.
 */
export type ByteString = string;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Text as the bytes of its UTF-8. */
export function fromText(text: string): ByteString {
  return isAscii(text) ? text : fromBytes(encoder.encode(text));
}

/** Bytes as text; what is no UTF-8 becomes U+FFFD. */
export function toText(bytes: ByteString): string {
  return isAscii(bytes) ? bytes : decoder.decode(toBytes(bytes));
}

export function fromBytes(bytes: Uint8Array): ByteString {
  return readLatin1(bytes, 0, bytes.length);
}

export function toBytes(text: ByteString): Uint8Array {
  const bytes = new Uint8Array(text.length);
  writeLatin1(bytes, 0, text);
  return bytes;
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; ++at) if (text.charCodeAt(at) > 127) return false;
  return true;
}
