import { ByteReader, ReadError } from "./byte-reader.ts";
import { type Instruction, plain, prefixed } from "./instruction-table.ts";
import { readHeapType, readValueType } from "./value-type.ts";
import type { Feature } from "./wasm-module.ts";

/** What the instructions of a function or initial value tell. */
export interface CodeFacts {
  /** Functions that are called directly. */
  calls: Set<number>;
  /** Functions that are called only on the way into a trap, as by `abort` and `panic`. */
  failingCalls: Set<number>;
  /** Types of the functions that are called through a table or reference. */
  indirect: Set<number>;
  /** Functions whose reference is taken. */
  references: Set<number>;
  /** Offsets in the file at which the bodies of loops begin, in order. */
  loops: number[];
  features: Set<Feature>;
}

const unreachable = 0x00;
const loop = 0x03;
const i32Const = 0x41;

/** Instructions after which others may not follow, or at which other ways meet: blocks, branches and ends. */
const controlFlow = new Set([
  ...[0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f],
  ...[0x12, 0x13, 0x15, 0x18, 0x19, 0x1f, 0xd5, 0xd6, 0xfb],
]);

/** i32.add, i32.sub, i32.mul and those of i64; in initial values they are an extension. */
const arithmetic = new Set([0x6a, 0x6b, 0x6c, 0x7c, 0x7d, 0x7e]);

/**
 * Reads instructions up to the `end` that closes the expression. Gives false where an instruction makes the rest
 * unreadable. Throws {@link ReadError} for an unknown one.
 */
export function readExpression(reader: ByteReader, facts: CodeFacts, initialValue = false): boolean {
  // Calls since the last branch: where these instructions end in a trap, so do the calls.
  let calls: number[] = [];
  for (let depth = 0; depth >= 0; ) {
    const code = reader.peek() ?? 0;
    if (initialValue && arithmetic.has(code)) facts.features.add("extended-const");
    const instruction = readInstruction(reader);
    if (instruction.feature) facts.features.add(instruction.feature);
    if (instruction.last) return false;
    for (const letter of instruction.immediates) readImmediate(letter, reader, facts, calls);
    if (code === loop) facts.loops.push(reader.offset);
    if (code === unreachable || controlFlow.has(code)) {
      for (const index of calls) (code === unreachable ? facts.failingCalls : facts.calls).add(index);
      calls = [];
    }
    depth += instruction.nesting ?? 0;
  }
  return true;
}

/** Reads the initial value of a global, or the place of a segment. Gives a constant of 32 bits; null for all else. */
export function readInitialValue(reader: ByteReader, facts: CodeFacts): number | null {
  const start = reader.offset;
  const again = new ByteReader(reader.bytes, start, reader.end);
  if (!readExpression(reader, facts, true)) throw new ReadError("an initial value cannot be read", start);
  if (again.byte() !== i32Const) return null;
  const value = again.s33() | 0;
  return again.offset + 1 === reader.offset ? value : null;
}

/** An instruction with its immediates passed over: its code, and the function that it calls directly; null for none. */
export function readCall(reader: ByteReader, facts: CodeFacts): { code: number; callee: number | null } {
  const code = reader.peek() ?? 0;
  const calls: number[] = [];
  for (const letter of readInstruction(reader).immediates) readImmediate(letter, reader, facts, calls);
  return { code, callee: calls[0] ?? null };
}

function readInstruction(reader: ByteReader): Instruction {
  const start = reader.offset;
  const code = reader.byte();
  const group = prefixed.get(code);
  const second = group ? reader.u32() : null;
  const instruction = group && second !== null ? group.get(second) : plain.get(code);
  if (instruction) return instruction;
  const text = second === null ? hex(code) : `${hex(code)} ${hex(second)}`;
  throw new ReadError(`unknown instruction ${text}`, start);
}

function readImmediate(letter: string, reader: ByteReader, facts: CodeFacts, calls: number[]): void {
  switch (letter) {
    case "u":
      reader.u32();
      return;
    case "l":
      reader.byte();
      return;
    case "n":
      reader.skipNumber(5);
      return;
    case "N":
      reader.skipNumber(10);
      return;
    case "s":
      reader.skip(4);
      return;
    case "d":
      reader.skip(8);
      return;
    case "x":
      reader.skip(16);
      return;
    case "m":
      readMemoryAccess(reader, facts.features);
      return;
    case "t":
      if (reader.u32() > 0) facts.features.add("reference-types");
      return;
    case "M":
      if (reader.u32() > 0) facts.features.add("multi-memory");
      return;
    case "B":
      readBlockType(reader, facts.features);
      return;
    case "h":
      readHeapType(reader, facts.features);
      return;
    case "T":
      for (let count = reader.u32(); count > 0; count--) readValueType(reader, facts.features);
      return;
    case "L":
      for (let count = reader.u32() + 1; count > 0; count--) reader.u32();
      return;
    case "C":
      for (let count = reader.u32(); count > 0; count--) readCatchClause(reader);
      return;
    case "c":
      calls.push(reader.u32());
      return;
    case "r":
      facts.references.add(reader.u32());
      return;
    case "i":
      facts.indirect.add(reader.u32());
      return;
  }
}

function readMemoryAccess(reader: ByteReader, features: Set<Feature>): void {
  const alignment = reader.u32();
  if (alignment & 0x40) {
    features.add("multi-memory");
    reader.u32();
  }
  reader.u64();
}

function readBlockType(reader: ByteReader, features: Set<Feature>): void {
  const first = reader.peek();
  if (first === 0x40) reader.byte();
  else if (first !== undefined && first >= 0x40 && first < 0x80) readValueType(reader, features);
  else {
    reader.s33();
    features.add("multi-value");
  }
}

function readCatchClause(reader: ByteReader): void {
  const start = reader.offset;
  const kind = reader.byte();
  if (kind > 3) throw new ReadError(`${kind} is no kind of catch clause`, start);
  if (kind < 2) reader.u32();
  reader.u32();
}

function hex(code: number): string {
  return `0x${code.toString(16).padStart(2, "0")}`;
}
