import type { WasmModule } from "../read/index.ts";

/**
 * A mark of a module's code, by which a source map can tell whether it is of this build: where the code is in the file, and a
 * checksum (FNV-1a). What else is in the file, such as names and metadata, may change.
 */
export function codeMark({ bytes, functions }: WasmModule): string {
  const start = Math.min(bytes.length, ...functions.map(({ offset }) => offset));
  const end = Math.max(start, ...functions.map(({ offset, size }) => offset + size));
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return [start, end, hash >>> 0].map((number) => number.toString(16)).join("-");
}
