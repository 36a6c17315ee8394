/**
 * Bytes as a string: each character is one byte, 0 to 255. Header names, header values, property values and whatever else a
 * module reads and writes are held so, because they need not be UTF-8, and strings compare and look up fast.
 */
export type ByteString = string;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** How many characters `String.fromCharCode` takes at once without filling the stack. */
const slice = 8192;

/** Text as the bytes of its UTF-8. */
export function fromText(text: string): ByteString {
  return isAscii(text) ? text : fromBytes(encoder.encode(text));
}

/** Bytes as text; what is no UTF-8 becomes U+FFFD. */
export function toText(bytes: ByteString): string {
  return isAscii(bytes) ? bytes : decoder.decode(toBytes(bytes));
}

export function fromBytes(bytes: Uint8Array): ByteString {
  if (bytes.length <= slice) return String.fromCharCode(...bytes);
  let text = "";
  for (let at = 0; at < bytes.length; at += slice) text += String.fromCharCode(...bytes.subarray(at, at + slice));
  return text;
}

export function toBytes(text: ByteString): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; ++at) bytes[at] = text.charCodeAt(at);
  return bytes;
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; ++at) if (text.charCodeAt(at) > 127) return false;
  return true;
}
