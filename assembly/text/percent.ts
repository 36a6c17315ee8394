import { Bytes } from "../abi/bytes";
import { decodeUtf8, encodeUtf8 } from "../encoding/utf8";
import { hexValue, isLetterOrDigit, isUnreserved, unitAt } from "./characters";

/**
 * Escapes a text for any place in a URL: all but letters, digits and `-` `.` `_` `~` (RFC 3986, section 2.3) becomes `%` and
 * two digits for each byte of its UTF-8. Half a surrogate pair becomes U+FFFD.
 *
 * @example
 * const location = "/login?next=" + percentEncode("/cart?id=1"); // /login?next=%2Fcart%3Fid%3D1
 */
export function percentEncode(text: string): string {
  return encode(text, false);
}

/**
 * Reads the escapes of a text as UTF-8 (RFC 3986, section 2.1). An escape without two hexadecimal digits stays as it is;
 * bytes that are no UTF-8 become U+FFFD. A plus stays a plus: see {@link Query} for forms.
 *
 * @example
 * percentDecode("caf%C3%A9 100%"); // café 100%
 */
export function percentDecode(text: string): string {
  return decode(text, false);
}

/** Escapes a name or value of a form: a space is a plus (WHATWG URL, application/x-www-form-urlencoded). */
export function formEncode(text: string): string {
  return encode(text, true);
}

/** Reads a name or value of a form: as {@link percentDecode}, and a plus is a space. */
export function formDecode(text: string): string {
  return decode(text, true);
}

function isPlain(unit: i32, form: bool): bool {
  if (!form) return isUnreserved(unit);
  return isLetterOrDigit(unit) || unit == 0x2a || unit == 0x2d || unit == 0x2e || unit == 0x5f;
}

function encode(text: string, form: bool): string {
  let at = 0;
  while (at < text.length && isPlain(unitAt(text, at), form)) ++at;
  if (at == text.length) return text;
  const bytes = encodeUtf8(text);
  const result = new StaticArray<u8>(bytes.length + 2 * countEscapes(bytes, form));
  let size = 0;
  for (let i = 0; i < bytes.length; ++i) {
    const byte = bytes[i];
    if (isPlain(byte, form)) {
      result[size++] = byte;
    } else if (form && byte == 0x20) {
      result[size++] = 0x2b;
    } else {
      result[size++] = 0x25;
      result[size++] = upperHexDigit(byte >> 4);
      result[size++] = upperHexDigit(byte & 15);
    }
  }
  return decodeUtf8(result);
}

function countEscapes(bytes: Bytes, form: bool): i32 {
  let count = 0;
  for (let i = 0; i < bytes.length; ++i) {
    if (!isPlain(bytes[i], form) && !(form && bytes[i] == 0x20)) ++count;
  }
  return count;
}

function upperHexDigit(value: u8): u8 {
  return value < 10 ? 0x30 + value : 0x37 + value;
}

function decode(text: string, form: bool): string {
  if (isDecoded(text, form)) return text;
  const bytes = encodeUtf8(text);
  let size = 0;
  for (let at = 0; at < bytes.length; ++at) {
    const byte = bytes[at];
    if (byte == 0x25 && at + 2 < bytes.length) {
      const high = hexValue(bytes[at + 1]);
      const low = hexValue(bytes[at + 2]);
      if (high >= 0 && low >= 0) {
        bytes[size++] = <u8>((high << 4) | low);
        at += 2;
        continue;
      }
    }
    bytes[size++] = form && byte == 0x2b ? 0x20 : byte;
  }
  return decodeUtf8(bytes, 0, size);
}

// Whether a text stands for itself.
function isDecoded(text: string, form: bool): bool {
  for (let i = 0; i < text.length; ++i) {
    const unit = unitAt(text, i);
    if (!isPlainUnit(unit) && (form || unit != 0x2b)) return false;
  }
  return true;
}

/** Whether a unit of a form stands for itself: begins no escape and is not of a surrogate pair, whose half alone is U+FFFD. */
export function isPlainUnit(unit: i32): bool {
  return unit != 0x25 && unit != 0x2b && (unit & 0xf800) != 0xd800;
}

/** A text with U+FFFD for each half of a surrogate pair; the text itself when it has no surrogates. */
export function wellFormed(text: string): string {
  for (let i = 0; i < text.length; ++i) {
    if ((unitAt(text, i) & 0xf800) == 0xd800) return decodeUtf8(encodeUtf8(text));
  }
  return text;
}
