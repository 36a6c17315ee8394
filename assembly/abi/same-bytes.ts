// Comparing bytes in memory.
import { encode, encodedSize } from "./utf8-encode";

/** Whether bytes are the UTF-8 of a text. They may be a result of the last call. */
export function isText(data: usize, size: u32, text: string): bool {
  const other = encode(text);
  return encodedSize == size && sameBytes(data, other, size);
}

/** Whether the `size` bytes at two addresses are the same. */
export function sameBytes(a: usize, b: usize, size: u32): bool {
  for (let i: u32 = 0; i < size; ++i) {
    if (load<u8>(a + i) != load<u8>(b + i)) return false;
  }
  return true;
}
