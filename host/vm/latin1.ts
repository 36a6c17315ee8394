// Bytes from and to strings of one character a byte. Node does that natively, browsers have nothing for it that is as fast
// as a loop.

/** What Node's Buffer does to any Uint8Array. */
interface NativeLatin1 {
  latin1Slice(this: Uint8Array, start: number, end: number): string;
  latin1Write(this: Uint8Array, text: string, offset: number, length: number): number;
}

const native = (globalThis as { Buffer?: { prototype: NativeLatin1 } }).Buffer?.prototype;

/** Up to this many bytes a loop is faster than a call into native code. */
const small = 12;
/** How many characters `String.fromCharCode` takes at once without filling the stack. */
const slice = 8192;

export function readLatin1(bytes: Uint8Array, start: number, end: number): string {
  if (end - start <= small) {
    let text = "";
    for (let at = start; at < end; ++at) text += String.fromCharCode(bytes[at] as number);
    return text;
  }
  if (native) return native.latin1Slice.call(bytes, start, end);
  let text = "";
  for (let at = start; at < end; at += slice) {
    text += String.fromCharCode(...bytes.subarray(at, Math.min(at + slice, end)));
  }
  return text;
}

export function writeLatin1(bytes: Uint8Array, start: number, text: string): void {
  if (native && text.length > small) {
    native.latin1Write.call(bytes, text, start, text.length);
    return;
  }
  for (let at = 0; at < text.length; ++at) bytes[start + at] = text.charCodeAt(at);
}
