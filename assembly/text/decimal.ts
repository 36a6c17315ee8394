import { decodeUtf8 } from "../encoding/utf8";

/** A number in decimal digits; without the tables that the standard library has for speed. */
export function decimal(value: i64): string {
  const text = new StaticArray<u8>(20);
  let at = 20;
  let left: u64 = value < 0 ? -value : value;
  do {
    text[--at] = <u8>(0x30 + (left % 10));
    left /= 10;
  } while (left);
  if (value < 0) text[--at] = 0x2d;
  return decodeUtf8(text, at);
}
