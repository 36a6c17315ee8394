// Reads the order where it is: one pass over all of the JSON, which is checked strictly (RFC 8259), and the address of
// `customer.id` is kept on the way. That nothing else can be asked of it, and that nobody is told what is wrong, is its
// advantage over a reader for any JSON.

import { endOfString, hasEscapes } from "./text";

/** The bytes of `customer.id`, the last one of several; of no size where there is none, or it has escapes. */
export let customer: usize = 0;
export let customerSize: u32 = 0;

const maxDepth: i32 = 64;

/** What the value that comes has to be. */
const anything: i32 = 0;
const aString: i32 = 1;
const anObject: i32 = 2;
const theCustomer: i32 = 3;

/** Whether a text is an order: an object, in which the customer is an object, too, and its id a string. */
export function readOrder(start: usize, end: usize): bool {
  customerSize = 0;
  let at = start;
  let depth = 0;
  // A bit for each level, the innermost one the lowest: whether it is an array
  let arrays: u64 = 0;
  let inCustomer = false;
  let wanted = anObject;
  while (true) {
    at = afterSpace(at, end);
    if (at == end) return false;
    const byte = load<u8>(at);
    if (wanted > aString && byte != 0x7b) return false;
    if (wanted == aString && byte != 0x22) return false;
    let begun = false;
    if (byte == 0x22) {
      const after = endOfString(at, end);
      if (!after) return false;
      if (wanted == aString) keep(at + 1, after - 1);
      at = after;
    } else if (byte == 0x7b || byte == 0x5b) {
      if (depth == maxDepth) return false;
      ++depth;
      arrays = (arrays << 1) | u64(byte == 0x5b);
      if (wanted == theCustomer) inCustomer = true;
      begun = true;
      ++at;
    } else {
      at = byte > 0x60 ? endOfWord(at, end, byte) : endOfNumber(at, end);
      if (!at) return false;
    }
    wanted = anything;
    // To the next value, out of all objects and arrays that end here
    while (true) {
      at = afterSpace(at, end);
      if (!depth) return at == end;
      if (at == end) return false;
      const isArray = (arrays & 1) != 0;
      const next = load<u8>(at);
      if (next == (isArray ? 0x5d : 0x7d)) {
        ++at;
        arrays >>= 1;
        if (--depth == 1) inCustomer = false;
        begun = false;
        continue;
      }
      if (!begun) {
        if (next != 0x2c) return false;
        at = afterSpace(at + 1, end);
      }
      if (isArray) break;
      if (at == end || load<u8>(at) != 0x22) return false;
      const key = at;
      at = endOfString(key, end);
      if (!at) return false;
      if (depth == 1) {
        if (at - key == 10 && load<u64>(key, 1) == 0x72656d6f74737563) wanted = theCustomer;
      } else if (inCustomer && depth == 2 && at - key == 4 && load<u16>(key, 1) == 0x6469) {
        wanted = aString;
      }
      at = afterSpace(at, end);
      if (at == end || load<u8>(at) != 0x3a) return false;
      ++at;
      break;
    }
  }
}

/** Keeps what can be the value of a header: Envoy would answer with 503. Control characters are not in a string anyway. */
function keep(start: usize, end: usize): void {
  customerSize = 0;
  if (hasEscapes) return;
  for (let at = start; at < end; ++at) if (load<u8>(at) == 0x7f) return;
  customer = start;
  customerSize = <u32>(end - start);
}

function afterSpace(start: usize, end: usize): usize {
  let at = start;
  while (at < end && isSpace(load<u8>(at))) ++at;
  return at;
}

function isSpace(byte: u32): bool {
  return byte <= 0x20 && (byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09);
}

function endOfWord(start: usize, end: usize, first: u32): usize {
  const size: usize = first == 0x66 ? 5 : 4;
  if (size > end - start) return 0;
  const letters = load<u32>(start);
  if (letters == 0x65757274 || letters == 0x6c6c756e) return start + 4; // true, null
  return letters == 0x736c6166 && first == 0x66 && load<u8>(start, 4) == 0x65 ? start + 5 : 0; // false
}

function endOfNumber(start: usize, end: usize): usize {
  let at = start;
  if (load<u8>(at) == 0x2d) ++at;
  if (at < end && load<u8>(at) == 0x30) ++at;
  else if (!(at = afterDigits(at, end))) return 0;
  if (at < end && load<u8>(at) == 0x2e && !(at = afterDigits(at + 1, end))) return 0;
  if (at == end || (load<u8>(at) | 0x20) != 0x65) return at;
  ++at;
  if (at < end && (load<u8>(at) == 0x2b || load<u8>(at) == 0x2d)) ++at;
  return afterDigits(at, end);
}

/** After one digit or more; 0 when there is none. */
function afterDigits(start: usize, end: usize): usize {
  let at = start;
  while (at < end && <u32>load<u8>(at) - 0x30 < 10) ++at;
  return at > start ? at : 0;
}
