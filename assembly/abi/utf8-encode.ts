// Strings are UTF-16; the host takes UTF-8. A literal lies in the module's static data, so its address tells which it is: it
// is encoded once in the life of the VM. Half a surrogate pair becomes U+FFFD.
import { allocate, shrink } from "./arena";
import { Bytes } from "./bytes";
import { isFieldName } from "./field-check";

/** Entries of the table of encoded literals. Two literals at the same place share it: the first one stays. */
const literals: usize = 256;
const entrySize: usize = 16;
const table: usize = memory.data(256 * 16);

/** How many bytes the last {@link encode} gave. */
export let encodedSize: u32 = 0;

/** Whether what the last {@link encode} gave is known to be a valid name of a header. */
export let encodedIsName: bool = false;

/** The UTF-8 of a string, until the next host call. The number of bytes is in {@link encodedSize}. */
export function encode(text: string): usize {
  return changetype<usize>(text) < __heap_base ? encodeLiteral(text) : encodeIntoArena(text);
}

function encodeLiteral(text: string): usize {
  const literal = changetype<usize>(text);
  const entry = table + ((literal >> 4) & (literals - 1)) * entrySize;
  const known = load<usize>(entry);
  if (known != literal) {
    if (known) return encodeIntoArena(text);
    const data = heap.alloc(3 * text.length);
    store<usize>(entry, literal);
    store<usize>(entry, data, 4);
    const size = writeUtf8(data, text, text.length);
    store<u32>(entry, size, 8);
    store<bool>(entry, isFieldName(data, size), 12);
  }
  encodedSize = load<u32>(entry, 8);
  encodedIsName = load<bool>(entry, 12);
  return load<usize>(entry, 4);
}

function encodeIntoArena(text: string): usize {
  const data = allocate(3 * text.length);
  encodedSize = writeUtf8(data, text, text.length);
  encodedIsName = false;
  shrink(data, encodedSize);
  return data;
}

/** A string as UTF-8 in an object of its own. */
export function encodeToBytes(text: string): Bytes {
  const bytes = new StaticArray<u8>(utf8Size(text));
  writeUtf8(changetype<usize>(bytes), text, text.length);
  return bytes;
}

function utf8Size(text: string): i32 {
  let size = 0;
  for (let i = 0; i < text.length; ++i) {
    const unit = load<u16>(changetype<usize>(text) + ((<usize>i) << 1));
    size += unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
    // A pair takes four bytes; its two halves were counted as three each.
    if ((unit & 0xfc00) == 0xdc00 && i > 0 && isPairEnd(text, i)) size -= 2;
  }
  return size;
}

// A low surrogate ends a pair when a high one is right before it.
function isPairEnd(text: string, index: i32): bool {
  return (load<u16>(changetype<usize>(text) + ((<usize>index) << 1) - 2) & 0xfc00) == 0xd800;
}

/** Writes the UTF-8 of the first `length` UTF-16 units of a string (at most three bytes each); tells how many bytes. */
export function writeUtf8(to: usize, text: string, length: i32): u32 {
  let from = changetype<usize>(text);
  const end = from + ((<usize>length) << 1);
  const start = to;
  while (from < end) {
    let point = <u32>load<u16>(from);
    from += 2;
    if (point < 0x80) {
      store<u8>(to++, point);
      continue;
    }
    if ((point & 0xf800) == 0xd800) {
      const low = from < end ? <u32>load<u16>(from) : 0;
      if (point < 0xdc00 && (low & 0xfc00) == 0xdc00) {
        from += 2;
        // 0x10000, and ten bits of each half
        point = (point << 10) + low - 0x35fdc00;
      } else {
        point = 0xfffd;
      }
    }
    // A first byte with as many leading ones as there are bytes, then six bits in each of the others
    let others: u32 = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    store<u8>(to++, (0xff80 >> others) | (point >> (6 * others)));
    while (others) store<u8>(to++, 0x80 | ((point >> (6 * --others)) & 0x3f));
  }
  return <u32>(to - start);
}
