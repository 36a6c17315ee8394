// Decoding never fails: what is no UTF-8 becomes U+FFFD, one for each maximal part of a sequence, as browsers and Node do
// (https://encoding.spec.whatwg.org/#utf-8-decoder).

const replacement: u32 = 0xfffd;

/** How many bytes the last {@link codePointAt} took. */
export let taken: u32 = 0;

/** Makes a string of UTF-8. */
export function decodeUtf8At(data: usize, size: u32): string {
  return isAscii(data, size) ? widen(data, size) : decodeAny(data, size);
}

function isAscii(data: usize, size: u32): bool {
  const end = data + size;
  let at = data;
  for (; at + 8 <= end; at += 8) if (load<u64>(at) & 0x8080808080808080) return false;
  for (; at < end; ++at) if (load<u8>(at) & 0x80) return false;
  return true;
}

/** Makes a string of characters of one byte, four at a time. */
function widen(data: usize, size: u32): string {
  // @ts-ignore: a function of the runtime
  const result = changetype<string>(__new((<usize>size) << 1, idof<string>()));
  const end = data + size;
  let at = data;
  let to = changetype<usize>(result);
  for (; at + 4 <= end; at += 4) {
    let units = <u64>load<u32>(at);
    units = (units | (units << 16)) & 0x0000ffff0000ffff;
    units = (units | (units << 8)) & 0x00ff00ff00ff00ff;
    store<u64>(to, units);
    to += 8;
  }
  for (; at < end; ++at) {
    store<u16>(to, load<u8>(at));
    to += 2;
  }
  return result;
}

function decodeAny(data: usize, size: u32): string {
  const end = data + size;
  let units: usize = 0;
  for (let at = data; at < end; at += taken) units += codePointAt(at, end) > 0xffff ? 2 : 1;
  // @ts-ignore: a function of the runtime
  const result = changetype<string>(__new(units << 1, idof<string>()));
  let to = changetype<usize>(result);
  for (let at = data; at < end; at += taken) to = writeUnits(to, codePointAt(at, end));
  return result;
}

/** Whether bytes are UTF-8 throughout. */
export function isUtf8At(data: usize, size: u32): bool {
  const end = data + size;
  let at = data;
  while (at < end) {
    if (at + 8 <= end) {
      const high = load<u64>(at) & 0x8080808080808080;
      if (!high) {
        at += 8;
        continue;
      }
      at += <usize>(ctz(high) >> 3);
    }
    // A replacement character that the text itself has takes three bytes and begins with 0xef.
    if (codePointAt(at, end) == replacement && (taken != 3 || load<u8>(at) != 0xef)) return false;
    at += taken;
  }
  return true;
}

/** The code point at an address; U+FFFD for what is no UTF-8. How many bytes it takes is in {@link taken}. */
export function codePointAt(at: usize, end: usize): u32 {
  const first = <u32>load<u8>(at);
  if (first < 0x80) {
    taken = 1;
    return first;
  }
  return sequenceAt(at, end, first);
}

function sequenceAt(at: usize, end: usize, first: u32): u32 {
  taken = 1;
  if (first < 0xc2 || first > 0xf4) return replacement;
  const length: u32 = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  // The second byte is restricted after some first ones: no overlong forms, no surrogates, nothing beyond U+10FFFF.
  let low: u32 = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
  let high: u32 = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
  let point = first & (0x7f >> length);
  for (let i: u32 = 1; i < length; ++i) {
    if (at + i >= end) return replacement;
    const next = <u32>load<u8>(at + i);
    if (next < low || next > high) return replacement;
    point = (point << 6) | (next & 0x3f);
    taken = i + 1;
    low = 0x80;
    high = 0xbf;
  }
  return point;
}

/** Writes a code point as UTF-16; where it ends. */
export function writeUnits(to: usize, point: u32): usize {
  if (point < 0x10000) {
    store<u16>(to, point);
    return to + 2;
  }
  const above = point - 0x10000;
  store<u16>(to, 0xd800 | (above >> 10));
  store<u16>(to, 0xdc00 | (above & 0x3ff), 2);
  return to + 4;
}
