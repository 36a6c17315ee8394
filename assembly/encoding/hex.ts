import { Bytes } from "../abi/bytes";
import { decodeUtf8 } from "./utf8";

/**
 * Bytes as hexadecimal digits, in lower case.
 *
 * @example
 * this.request.headers.set("x-trace", encodeHex(randomBytes(8)));
 */
export function encodeHex(bytes: Bytes): string {
  const digits = new StaticArray<u8>(bytes.length << 1);
  for (let i = 0; i < bytes.length; ++i) {
    digits[i << 1] = digit(bytes[i] >> 4);
    digits[(i << 1) + 1] = digit(bytes[i] & 15);
  }
  return decodeUtf8(digits);
}

/**
 * The bytes of hexadecimal digits, in either case; `null` for anything else.
 *
 * @example
 * const id = decodeHex(text);
 * if (!id || id.length != 8) log.warn("no trace id");
 */
export function decodeHex(text: string): Bytes | null {
  if (text.length & 1) return null;
  const bytes = new StaticArray<u8>(text.length >> 1);
  for (let i = 0; i < bytes.length; ++i) {
    const high = valueOf(text.charCodeAt(i << 1));
    const low = valueOf(text.charCodeAt((i << 1) + 1));
    if (high < 0 || low < 0) return null;
    bytes[i] = <u8>((high << 4) | low);
  }
  return bytes;
}

function digit(value: u8): u8 {
  return value < 10 ? 0x30 + value : 0x57 + value;
}

function valueOf(unit: i32): i32 {
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30;
  const letter = (unit | 0x20) - 0x61;
  return letter >= 0 && letter < 6 ? letter + 10 : -1;
}
