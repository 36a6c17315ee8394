import { ByteReader, ReadError } from "./byte-reader.ts";
import { newDraft, newFacts } from "./draft.ts";
import { readCall } from "./read-expression.ts";
import { readValueType } from "./value-type.ts";
import type { FunctionSize } from "./wasm-module.ts";

/** An instruction of a function. */
export interface Instruction {
  /** Offset in the file. */
  offset: number;
  /** Its code; that of the group for an instruction of several bytes. */
  code: number;
  /** Index of the function that it calls directly; null for none. */
  callee: number | null;
}

/** The instructions of a function, one after the other, as far as they can be read. */
export function* instructionsOf(bytes: Uint8Array, body: FunctionSize): Generator<Instruction, void> {
  const reader = new ByteReader(bytes, body.offset, body.offset + body.size);
  const facts = newFacts(newDraft(bytes));
  try {
    for (let groups = reader.u32(); groups > 0; groups--) {
      reader.u32();
      readValueType(reader, facts.features);
    }
    while (!reader.done) yield { offset: reader.offset, ...readCall(reader, facts) };
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
  }
}

/** The instruction of a function that begins at an offset in the file; null where none begins. */
export function instructionAt(bytes: Uint8Array, body: FunctionSize, offset: number): Instruction | null {
  for (const instruction of instructionsOf(bytes, body)) {
    if (instruction.offset >= offset) return instruction.offset === offset ? instruction : null;
  }
  return null;
}
