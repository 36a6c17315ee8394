// Where in a JSON text something is wrong, in words.
import { decimal } from "../text/decimal";
import { endOfString, textOfString } from "./json-string";

/**
 * Where a value is: `routes[1].weight`; empty for the outermost. `places` has of each array around it the index as a
 * negative number, from -1 on, and of each object where the key's opening quote is; 0 before the first key.
 */
export function pathOf(text: usize, end: usize, places: usize, depth: i32): string {
  let path = "";
  for (let level = 0; level < depth; ++level) {
    const place = load<i32>(places + ((<usize>level) << 2));
    if (place < 0) path += "[" + decimal(-1 - place) + "]";
    else path += segment(place ? keyAt(text + place, end) : "", path.length > 0);
  }
  return path;
}

/** The key whose opening quote is at an address; it was found to be valid. */
export function keyAt(at: usize, end: usize): string {
  return textOfString(at, endOfString(at, end));
}

function segment(key: string, inner: bool): string {
  for (let i = 0; i < key.length; ++i) {
    const unit = key.charCodeAt(i);
    const plain = (unit | 0x20) - 0x61 < 26 && (unit | 0x20) >= 0x61;
    if (!plain && unit != 0x5f && unit != 0x2d && (unit < 0x30 || unit > 0x39)) return '["' + key + '"]';
  }
  return inner ? "." + key : key;
}

/** The line and column of a byte, from 1 on: ` (line 3, column 10)`. The later bytes of a character do not count. */
export function lineAndColumn(text: usize, at: usize): string {
  let line = 1;
  let column = 1;
  for (let i = text; i < at; ++i) {
    const byte = load<u8>(i);
    if (byte == 0x0a) {
      ++line;
      column = 1;
    } else if ((byte & 0xc0) != 0x80) {
      ++column;
    }
  }
  return " (line " + decimal(line) + ", column " + decimal(column) + ")";
}
