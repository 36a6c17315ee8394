// Numbers and words of JSON: the values that are neither nested nor in quotes.
import { endOfNumber } from "./json-number";
import { wrong } from "./json-problem";

/** Where a number or word ends that begins with this byte; 0 when it is not valid. */
export function endOfPlain(start: usize, end: usize, first: u32): usize {
  if (first - 0x30 < 10 || first == 0x2d) return endOfNumber(start, end);
  if (first == 0x74 || first == 0x66 || first == 0x6e) return endOfWord(start, end);
  return wrong(start, "expected a value");
}

/** Where the word `true`, `false` or `null` ends that the first letter asks for; 0 when it is not there. */
export function endOfWord(start: usize, end: usize): usize {
  const first = load<u8>(start);
  const size: usize = first == 0x66 ? 5 : 4;
  // The last four letters, the first of them in the lowest byte
  const letters = first == 0x66 ? 0x65736c61 : first == 0x74 ? 0x65757274 : 0x6c6c756e;
  if (size <= end - start && load<u32>(start + size - 4) == letters) return start + size;
  return wrong(start, first == 0x66 ? "expected false" : first == 0x74 ? "expected true" : "expected null");
}
