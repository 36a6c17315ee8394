import { decodeUtf8 } from "../encoding/utf8";
import { hexDigit, hexValue, isDigit, unitAt } from "./characters";

/** Whether a text is an IPv4 address: four numbers up to 255, without leading zeros (RFC 3986, section 3.2.2). */
export function isIpv4(text: string): bool {
  return ipv4From(text, 0) >= 0;
}

// The address that begins at an index and ends with the text; -1 when there is none.
function ipv4From(text: string, start: i32): i64 {
  let address: i64 = 0;
  let at = start;
  for (let part = 0; part < 4; ++part) {
    if (part > 0 && unitAt(text, at++) != 0x2e) return -1;
    const first = at;
    let value = 0;
    while (isDigit(unitAt(text, at)) && at - first < 3) value = value * 10 + unitAt(text, at++) - 0x30;
    if (at == first || value > 255) return -1;
    if (at - first > 1 && unitAt(text, first) == 0x30) return -1;
    address = (address << 8) | value;
  }
  return at == text.length ? address : -1;
}

/**
 * An IPv6 address as RFC 5952 writes it (but without dotted numbers at the end, as browsers do), so that two texts of one
 * address are the same; `null` when it is no address. Without brackets.
 */
export function canonicalIpv6(text: string): string | null {
  const pieces = new StaticArray<u16>(8);
  let count = 0;
  let gap = -1;
  let at = 0;
  if (text.startsWith("::")) {
    gap = 0;
    at = 2;
  }
  while (at < text.length) {
    if (count == 8) return null;
    const start = at;
    let value = 0;
    while (hexValue(unitAt(text, at)) >= 0 && at - start < 4) value = (value << 4) | hexValue(unitAt(text, at++));
    if (at == start) return null;
    if (unitAt(text, at) == 0x2e) {
      const address = ipv4From(text, start);
      if (address < 0 || count > 6) return null;
      pieces[count++] = <u16>(address >> 16);
      pieces[count++] = <u16>address;
      break;
    }
    pieces[count++] = <u16>value;
    if (at == text.length) break;
    if (unitAt(text, at++) != 0x3a) return null;
    if (unitAt(text, at) == 0x3a) {
      if (gap >= 0) return null;
      gap = count;
      ++at;
    } else if (at == text.length) {
      return null;
    }
  }
  if (gap < 0 ? count != 8 : count > 7) return null;
  if (gap >= 0) widen(pieces, gap, count);
  return format(pieces);
}

// Moves the pieces after the gap to the end.
function widen(pieces: StaticArray<u16>, gap: i32, count: i32): void {
  for (let i = 1; i <= count - gap; ++i) {
    pieces[8 - i] = pieces[count - i];
    pieces[count - i] = 0;
  }
}

function format(pieces: StaticArray<u16>): string {
  // The longest run of zeros, the first of several, of two at least
  let gap = -1;
  let gapSize = 1;
  for (let i = 0; i < 8; ++i) {
    let size = 0;
    while (i + size < 8 && pieces[i + size] == 0) ++size;
    if (size > gapSize) {
      gap = i;
      gapSize = size;
    }
  }
  const text = new StaticArray<u8>(39);
  let length = 0;
  for (let i = 0; i < 8; ++i) {
    if (i == gap) {
      if (i == 0) text[length++] = 0x3a;
      text[length++] = 0x3a;
      i += gapSize - 1;
      continue;
    }
    const piece = <u32>pieces[i];
    let shift: i32 = piece > 0xfff ? 12 : piece > 0xff ? 8 : piece > 0xf ? 4 : 0;
    for (; shift >= 0; shift -= 4) text[length++] = hexDigit(<u8>((piece >> shift) & 15));
    if (i < 7) text[length++] = 0x3a;
  }
  return decodeUtf8(text, 0, length);
}
