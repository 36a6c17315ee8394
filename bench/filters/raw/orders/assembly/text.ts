// Checks a JSON string in place: its escapes, that it has no control characters, and that it is UTF-8.

/** Whether the last string has escapes. */
export let hasEscapes: bool = false;

const ones: u64 = 0x0101010101010101;
const highBits: u64 = 0x8080808080808080;

/** Where the string ends whose opening quote is at an address; 0 when it is not valid. */
export function endOfString(start: usize, end: usize): usize {
  hasEscapes = false;
  let at = start + 1;
  while (at < end) {
    if (at + 8 <= end) {
      const eight = load<u64>(at);
      // The lowest bit set is of the first byte that is a quote, a backslash, a control character or none of ASCII
      const special =
        (((eight ^ (0x22 * ones)) - ones) | ((eight ^ (0x5c * ones)) - ones) | (eight - 0x20 * ones) | eight) &
        highBits;
      if (!special) {
        at += 8;
        continue;
      }
      at += <usize>(ctz(special) >> 3);
    }
    const byte = load<u8>(at);
    if (byte == 0x22) return at + 1;
    if (byte < 0x20) return 0;
    if (byte > 0x7f) at = afterSequence(at, end, byte);
    else if (byte == 0x5c) at = afterEscape(at + 1, end);
    else ++at;
    if (!at) return 0;
  }
  return 0;
}

/** After a character of more than one byte (RFC 3629, section 4); 0 when there is none. */
function afterSequence(at: usize, end: usize, first: u32): usize {
  if (first < 0xc2 || first > 0xf4) return 0;
  const size: usize = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if (end - at < size) return 0;
  const second = load<u8>(at, 1);
  if (second < (first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80)) return 0;
  if (second > (first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf)) return 0;
  if (size > 2 && (load<u8>(at, 2) & 0xc0) != 0x80) return 0;
  if (size > 3 && (load<u8>(at, 3) & 0xc0) != 0x80) return 0;
  return at + size;
}

/** After what follows a backslash: one of `"\/bfnrt`, or four hexadecimal digits, and those of a surrogate's other half. */
function afterEscape(at: usize, end: usize): usize {
  hasEscapes = true;
  if (at == end) return 0;
  const letter = load<u8>(at);
  if (letter == 0x22 || letter == 0x2f) return at + 1;
  if (letter < 0x5c || letter > 0x75) return 0;
  if (letter != 0x75) return (0x1440441 >> (letter - 0x5c)) & 1 ? at + 1 : 0;
  const unit = hexAt(at + 1, end);
  if (unit < 0) return 0;
  if ((unit & 0xf800) != 0xd800) return at + 5;
  if (unit >= 0xdc00 || end - at < 11 || load<u16>(at, 5) != 0x755c) return 0;
  return (hexAt(at + 7, end) & ~0x3ff) == 0xdc00 ? at + 11 : 0;
}

/** Four hexadecimal digits; -1 when there are not four. */
function hexAt(start: usize, end: usize): i32 {
  if (end - start < 4) return -1;
  let value = 0;
  for (let at = start; at < start + 4; ++at) {
    const byte = <u32>load<u8>(at);
    const digit = byte - 0x30;
    const letter = (byte | 0x20) - 0x61;
    if (digit > 9 && letter > 5) return -1;
    value = (value << 4) | (digit > 9 ? letter + 10 : digit);
  }
  return value;
}
