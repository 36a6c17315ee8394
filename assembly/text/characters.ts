// What ASCII characters are, for the parsers of this folder. A unit is a UTF-16 unit or a byte; -1 is none of all.

export function isDigit(unit: i32): bool {
  return <u32>(unit - 0x30) < 10;
}

/** A to Z and a to z. */
export function isLetter(unit: i32): bool {
  return <u32>((unit | 0x20) - 0x61) < 26;
}

export function isLetterOrDigit(unit: i32): bool {
  return isLetter(unit) || isDigit(unit);
}

/** Space or tab. */
export function isBlank(unit: i32): bool {
  return unit == 0x20 || unit == 0x09;
}

/** The characters that mean only themselves anywhere in a URL (RFC 3986, section 2.3). */
export function isUnreserved(unit: i32): bool {
  return isLetterOrDigit(unit) || unit == 0x2d || unit == 0x2e || unit == 0x5f || unit == 0x7e;
}

/** The value of a hexadecimal digit; -1 for anything else. */
export function hexValue(unit: i32): i32 {
  if (isDigit(unit)) return unit - 0x30;
  const letter = (unit | 0x20) - 0x61;
  return <u32>letter < 6 ? letter + 10 : -1;
}

/** The hexadecimal digit of a value below 16, in lower case. */
export function hexDigit(value: u8): u8 {
  return value < 10 ? 0x30 + value : 0x57 + value;
}

/** The unit in lower case, when it is one of A to Z. */
export function lowerUnit(unit: i32): i32 {
  return <u32>(unit - 0x41) < 26 ? unit | 0x20 : unit;
}

/** A unit of a text; -1 outside of it. */
export function unitAt(text: string, index: i32): i32 {
  if (<u32>index >= <u32>text.length) return -1;
  return load<u16>(changetype<usize>(text) + ((<usize>index) << 1));
}

/** The character at an index, a surrogate pair as one; -1 at the end. */
export function characterAt(text: string, at: i32): i32 {
  if (at >= text.length) return -1;
  const address = changetype<usize>(text) + ((<usize>at) << 1);
  const first = <i32>load<u16>(address);
  if ((first & 0xfc00) != 0xd800 || at + 1 == text.length) return first;
  const second = <i32>load<u16>(address, 2);
  return (second & 0xfc00) == 0xdc00 ? 0x10000 + ((first & 0x3ff) << 10) + (second & 0x3ff) : first;
}

/** How many units a character takes. */
export function sizeOf(character: i32): i32 {
  return character > 0xffff ? 2 : 1;
}

/** Whether a text has another at an index. */
export function startsAt(text: string, part: string, at: i32): bool {
  for (let i = 0; i < part.length; ++i) {
    if (unitAt(text, at + i) != unitAt(part, i)) return false;
  }
  return true;
}

/** The text with A to Z in lower case; the text itself when it has none of them. */
export function lowerAscii(text: string): string {
  let at = 0;
  while (at < text.length && lowerUnit(unitAt(text, at)) == unitAt(text, at)) ++at;
  if (at == text.length) return text;
  // @ts-ignore: a function of the runtime
  const lower = changetype<string>(__new(text.length << 1, idof<string>()));
  for (let i = 0; i < text.length; ++i) {
    store<u16>(changetype<usize>(lower) + ((<usize>i) << 1), lowerUnit(unitAt(text, i)));
  }
  return lower;
}
