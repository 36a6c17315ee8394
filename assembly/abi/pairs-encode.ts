// Header maps for the host; see pairs.ts for the form.
import { beginCall } from "./arena";
import { Bytes } from "./bytes";
import { checkField } from "./field-check";
import { encode, encodedIsName, encodedSize } from "./utf8-encode";

/**
 * Encodes names and values; `null`, with a line in the log, when one of them is not valid: Envoy would empty the map or
 * break the request.
 */
export function encodePairs(names: string[], values: Bytes[]): Bytes | null {
  const count = names.length;
  let size = 4;
  for (let i = 0; i < count; ++i) {
    beginCall();
    const name = encode(unchecked(names[i]));
    const value = unchecked(values[i]);
    if (!checkField(name, encodedSize, encodedIsName, changetype<usize>(value), value.length)) return null;
    size += 10 + encodedSize + value.length;
  }
  const pairs = new StaticArray<u8>(size);
  writePairs(changetype<usize>(pairs), names, values);
  return pairs;
}

function writePairs(to: usize, names: string[], values: Bytes[]): void {
  const count = names.length;
  store<u32>(to, count);
  let sizes = to + 4;
  let at = sizes + ((<usize>count) << 3);
  for (let i = 0; i < count; ++i) {
    beginCall();
    const name = encode(unchecked(names[i]));
    const value = unchecked(values[i]);
    store<u32>(sizes, encodedSize);
    store<u32>(sizes, value.length, 4);
    sizes += 8;
    memory.copy(at, name, encodedSize);
    at += encodedSize + 1; // the object came zeroed: the separators are there
    memory.copy(at, changetype<usize>(value), value.length);
    at += value.length + 1;
  }
}
