import { type ByteReader, ReadError } from "./byte-reader.ts";
import type { NameSection } from "./wasm-module.ts";

const functionNames = 1;

/**
 * Reads the function names of a name section the way Envoy does, which refuses a module with a malformed one: the
 * sections inside must fit, and the names must fill theirs exactly. All else in it Envoy passes over unread.
 */
export function readNames(reader: ByteReader): { state: NameSection; names: Map<number, string> } {
  const names = new Map<number, string>();
  try {
    while (!reader.done) {
      const kind = reader.byte();
      const part = reader.slice(reader.u32());
      if (kind === functionNames) readFunctionNames(part, names);
    }
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    return { state: "malformed", names };
  }
  return { state: "ok", names };
}

function readFunctionNames(reader: ByteReader, names: Map<number, string>): void {
  for (let count = reader.u32(); count > 0; count--) {
    const index = reader.u32();
    const name = reader.name(true);
    if (!names.has(index)) names.set(index, name);
  }
  if (!reader.done) throw new ReadError("bytes after the last name", reader.offset);
}
