import { Bytes } from "../abi/bytes";
import { decodeUtf8 } from "./utf8";

/** Letters of the alphabets in the order of their values; the two have the first 62 in common (RFC 4648). */
function alphabet(): string {
  return "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
}

/**
 * Bytes as base64, with padding.
 *
 * @example
 * const authorization = `Basic ${encodeBase64(encodeUtf8("user:password"))}`;
 */
export function encodeBase64(bytes: Bytes): string {
  return encodeWith(bytes, 0x2b, 0x2f, true);
}

/**
 * Bytes as base64url, without padding, as in a JWT.
 *
 * @example
 * const id = encodeBase64Url(randomBytes(12));
 */
export function encodeBase64Url(bytes: Bytes): string {
  return encodeWith(bytes, 0x2d, 0x5f, false);
}

/**
 * The bytes of base64, with or without padding; `null` for anything else, white space too.
 *
 * @example
 * const header = this.request.headers.get("authorization");
 * const credentials = header && header.startsWith("Basic ") ? decodeBase64(header.substring(6)) : null;
 * if (!credentials) return this.refuse();
 */
export function decodeBase64(text: string): Bytes | null {
  return decodeWith(text, 0x2b, 0x2f);
}

/**
 * The bytes of base64url, with or without padding; `null` for anything else, white space too.
 *
 * @example
 * const parts = text.split(".");
 * const payload = parts.length == 3 ? decodeBase64Url(parts[1]) : null;
 */
export function decodeBase64Url(text: string): Bytes | null {
  return decodeWith(text, 0x2d, 0x5f);
}

function encodeWith(bytes: Bytes, letter62: u8, letter63: u8, pad: bool): string {
  const rest = bytes.length % 3;
  const letters = new StaticArray<u8>(((bytes.length + 2) / 3) * 4);
  let to = 0;
  for (let at = 0; at < bytes.length; at += 3) {
    const second = at + 1 < bytes.length ? <u32>bytes[at + 1] : 0;
    const third = at + 2 < bytes.length ? <u32>bytes[at + 2] : 0;
    const group = ((<u32>bytes[at]) << 16) | (second << 8) | third;
    for (let shift = 18; shift >= 0; shift -= 6) {
      const value = (group >> shift) & 63;
      letters[to++] = value == 62 ? letter62 : value == 63 ? letter63 : <u8>alphabet().charCodeAt(value);
    }
  }
  const surplus = rest ? 3 - rest : 0;
  if (!pad) return decodeUtf8(letters, 0, to - surplus);
  for (let i = 1; i <= surplus; ++i) letters[to - i] = 0x3d;
  return decodeUtf8(letters);
}

function decodeWith(text: string, letter62: i32, letter63: i32): Bytes | null {
  let length = text.length;
  // Padding fills up to a multiple of four
  if (length > 0 && length % 4 == 0 && text.charCodeAt(length - 1) == 0x3d) {
    --length;
    if (text.charCodeAt(length - 1) == 0x3d) --length;
  }
  if (length % 4 == 1) return null;
  const bytes = new StaticArray<u8>((length >> 2) * 3 + max((length & 3) - 1, 0));
  let bits: u32 = 0;
  let to = 0;
  for (let i = 0; i < length; ++i) {
    const value = valueOf(text.charCodeAt(i), letter62, letter63);
    if (value < 0) return null;
    bits = (bits << 6) | value;
    // Of every four letters all but the first complete a byte
    if (i & 3) bytes[to++] = <u8>(bits >> (6 - ((i & 3) << 1)));
  }
  // Bits that no byte takes must be 0: one text for each value
  const spare: u32 = (length & 3) == 2 ? 15 : (length & 3) == 3 ? 3 : 0;
  return bits & spare ? null : bytes;
}

function valueOf(unit: i32, letter62: i32, letter63: i32): i32 {
  if (unit >= 0x41 && unit <= 0x5a) return unit - 0x41;
  if (unit >= 0x61 && unit <= 0x7a) return unit - 0x61 + 26;
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30 + 52;
  if (unit == letter62) return 62;
  return unit == letter63 ? 63 : -1;
}
