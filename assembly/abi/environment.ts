// Environment variables.
import { allocate, beginCall } from "./arena";
import { WasiErrno } from "./enums/wasi-errno";
import { dataSlot, sizeSlot } from "./slots";
import { decodeUtf8At } from "./utf8-decode";
import { environ_get, environ_sizes_get } from "./wasi";

/** All environment variables of the VM configuration; none where the host does not tell. */
export function readEnvironment(): Map<string, string> {
  const variables = new Map<string, string>();
  beginCall();
  if (environ_sizes_get(dataSlot, sizeSlot) != WasiErrno.Success) return variables;
  const count = load<u32>(dataSlot);
  const size = load<u32>(sizeSlot);
  // Each takes a byte at least. More than can be had is no environment
  if (count > size) return variables;
  const pointers = allocate(count << 2);
  const texts = allocate(size);
  if (!pointers || !texts || environ_get(pointers, texts) != WasiErrno.Success) return variables;
  for (let i: u32 = 0; i < count; ++i) {
    const start = load<usize>(pointers + ((<usize>i) << 2));
    if (start >= texts && start < texts + size) addVariable(variables, start, texts + size);
  }
  return variables;
}

// `KEY=value`, up to a zero byte
function addVariable(variables: Map<string, string>, start: usize, end: usize): void {
  let equals = start;
  while (equals < end && load<u8>(equals) != 0x3d && load<u8>(equals)) ++equals;
  let stop = equals;
  while (stop < end && load<u8>(stop)) ++stop;
  if (equals == stop) return;
  const key = decodeUtf8At(start, <u32>(equals - start));
  variables.set(key, decodeUtf8At(equals + 1, <u32>(stop - equals - 1)));
}
