import { Bytes } from "../abi/bytes";
import { decodeUtf8, isUtf8 } from "./utf8";

/** Why {@link readJsonString} has failed; empty when it has not. */
export let stringError: string = "";

/** Where {@link readJsonString} stopped: after the closing quote, or at what is wrong. */
export let stringEnd: i32 = 0;

/** Reads a string whose opening quote is at an index (RFC 8259, section 7). */
export function readJsonString(bytes: Bytes, start: i32): string {
  stringError = "";
  let escaped = false;
  let at = start + 1;
  for (; at < bytes.length; ++at) {
    const byte = bytes[at];
    if (byte == 0x22) break;
    if (byte < 0x20) return fail(at, "a control character in a string");
    if (byte != 0x5c) continue;
    escaped = true;
    ++at;
  }
  if (at >= bytes.length) return fail(bytes.length, "a string that does not end");
  if (!isUtf8(bytes, start + 1, at)) return fail(start, "a string that is not UTF-8");
  const text = escaped ? unescape(bytes, start + 1, at) : decodeUtf8(bytes, start + 1, at);
  if (!stringError.length) stringEnd = at + 1;
  return text;
}

function fail(at: i32, reason: string): string {
  stringError = reason;
  stringEnd = at;
  return "";
}

// An escape is never shorter than what it stands for, so that the text fits into as many bytes.
function unescape(bytes: Bytes, start: i32, end: i32): string {
  const text = new StaticArray<u8>(end - start);
  let size = 0;
  let at = start;
  while (at < end) {
    const byte = bytes[at++];
    if (byte != 0x5c) {
      text[size++] = byte;
      continue;
    }
    const kind = bytes[at++];
    if (kind != 0x75) {
      const plain = plainEscape(kind);
      if (!plain) return fail(at - 2, "an unknown escape in a string");
      text[size++] = <u8>plain;
      continue;
    }
    let point = hexAt(bytes, at, end);
    if (point < 0) return fail(at - 2, "\\u without four hexadecimal digits");
    at += 4;
    if ((point & 0xf800) == 0xd800) {
      const low = at + 1 < end && bytes[at] == 0x5c && bytes[at + 1] == 0x75 ? hexAt(bytes, at + 2, end) : -1;
      if (point >= 0xdc00 || (low & ~0x3ff) != 0xdc00) return fail(at - 6, "half of a surrogate pair");
      at += 6;
      point = 0x10000 + ((point & 0x3ff) << 10) + (low & 0x3ff);
    }
    size = putPoint(text, size, point);
  }
  return decodeUtf8(text, 0, size);
}

function plainEscape(kind: i32): i32 {
  switch (kind) {
    case 0x22: // "
    case 0x5c: // \
    case 0x2f: // /
      return kind;
    case 0x62:
      return 0x08;
    case 0x66:
      return 0x0c;
    case 0x6e:
      return 0x0a;
    case 0x72:
      return 0x0d;
    case 0x74:
      return 0x09;
  }
  return 0;
}

// Four hexadecimal digits; -1 when there are not four.
function hexAt(bytes: Bytes, at: i32, end: i32): i32 {
  if (at + 4 > end) return -1;
  let value = 0;
  for (let i = 0; i < 4; ++i) {
    const byte = <i32>bytes[at + i];
    const letter = (byte | 0x20) - 0x61;
    if (byte >= 0x30 && byte <= 0x39) value = (value << 4) | (byte - 0x30);
    else if (letter >= 0 && letter < 6) value = (value << 4) | (letter + 10);
    else return -1;
  }
  return value;
}

function putPoint(text: Bytes, size: i32, point: i32): i32 {
  if (point < 0x80) {
    text[size++] = <u8>point;
    return size;
  }
  if (point < 0x800) {
    text[size++] = <u8>(0xc0 | (point >> 6));
  } else {
    if (point < 0x10000) {
      text[size++] = <u8>(0xe0 | (point >> 12));
    } else {
      text[size++] = <u8>(0xf0 | (point >> 18));
      text[size++] = <u8>(0x80 | ((point >> 12) & 0x3f));
    }
    text[size++] = <u8>(0x80 | ((point >> 6) & 0x3f));
  }
  text[size++] = <u8>(0x80 | (point & 0x3f));
  return size;
}
