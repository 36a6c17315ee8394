import { ByteReader, ReadError } from "../read/byte-reader.ts";
import type { FunctionSize } from "../read/index.ts";
import { plain, prefixed } from "../read/instruction-table.ts";
import { readHeapType, readValueType } from "../read/value-type.ts";
import { nest } from "./nest.ts";

/** An instruction with its numbers. */
export interface Step {
  /** Its code; of a group, 4096 times the group's code and its own. */
  code: number;
  /** Its first number: an index, a label, a constant of 32 bits, the offset of a memory access, or a {@link blockType}. */
  first: number;
  second: number;
  /** Labels of br_table, the last one for all else. */
  labels: readonly number[];
  /** A constant of 64 bits. */
  long: bigint;
  /** Of a block: position of its `end`. Of an `if` with an `else`: position of the `else`, too. */
  end: number;
  otherwise: number;
  /** Of a loop: the locals that it sets, and whether it sets globals or calls. */
  changes: LoopChanges | null;
}

/** What a loop changes. */
export interface LoopChanges {
  locals: Set<number>;
  globals: Set<number>;
  calls: boolean;
}

/** The code of a function. */
export interface Code {
  /** Number of locals behind the parameters. */
  locals: number;
  steps: Step[];
}

export const op = {
  ...{ unreachable: 0x00, nop: 0x01, block: 0x02, loop: 0x03, if: 0x04, else: 0x05, end: 0x0b },
  ...{ branch: 0x0c, branchIf: 0x0d, branchTable: 0x0e, return: 0x0f, call: 0x10, callIndirect: 0x11 },
  ...{ drop: 0x1a, select: 0x1b, typedSelect: 0x1c, localGet: 0x20, localSet: 0x21, localTee: 0x22 },
  ...{ globalGet: 0x23, globalSet: 0x24, i32: 0x41, i64: 0x42, f32: 0x43, f64: 0x44 },
} as const;

const noLabels: readonly number[] = [];

/** More locals than any compiler makes; a broken module could ask for billions. */
const mostLocals = 50_000;

/** Reads the code of a function; null where that is damaged or has instructions that are rare in filters. */
export function decode(bytes: Uint8Array, body: FunctionSize): Code | null {
  const reader = new ByteReader(bytes, body.offset, body.offset + body.size);
  try {
    let locals = 0;
    for (let groups = reader.u32(); groups > 0; groups--) {
      locals += reader.u32();
      readValueType(reader, new Set());
    }
    if (locals > mostLocals) return null;
    const steps: Step[] = [];
    while (!reader.done) steps.push(readStep(reader));
    return nest(steps) ? { locals, steps } : null;
  } catch (error) {
    if (error instanceof ReadError) return null;
    throw error;
  }
}

function readStep(reader: ByteReader): Step {
  const start = reader.offset;
  let code = reader.byte();
  const group = prefixed.get(code);
  const second = group ? reader.u32() : 0;
  const instruction = group ? group.get(second) : plain.get(code);
  if (!instruction || instruction.last) throw new ReadError("unknown instruction", start);
  if (group) code = code * 4096 + second;
  const step: Step = { code, first: 0, second: 0, labels: noLabels, long: 0n, end: 0, otherwise: 0, changes: null };
  let place = 0;
  for (const letter of instruction.immediates) {
    const value = readNumber(letter, reader, step);
    if (value === null) continue;
    if (place++ === 0) step.first = value;
    else step.second = value;
  }
  return step;
}

/** Reads what follows an instruction's code; null where it is no number that counts. Letters as in the table. */
function readNumber(letter: string, reader: ByteReader, step: Step): number | null {
  switch (letter) {
    case "u":
    case "c":
    case "i":
    case "r":
    case "t":
    case "M":
      return reader.u32();
    case "l":
      return reader.byte();
    case "n":
      return reader.s33() | 0;
    case "N":
      step.long = readLong(reader);
      return null;
    case "s":
      reader.skip(4);
      return null;
    case "d":
      reader.skip(8);
      return null;
    case "x":
      reader.skip(16);
      return null;
    case "m":
      return readMemoryOffset(reader);
    case "B":
      return readBlockType(reader);
    case "h":
      readHeapType(reader, new Set());
      return null;
    case "T":
      for (let count = reader.u32(); count > 0; count--) readValueType(reader, new Set());
      return null;
    case "L": {
      const labels: number[] = [];
      for (let count = reader.u32() + 1; count > 0; count--) labels.push(reader.u32());
      step.labels = labels;
      return null;
    }
    default:
      throw new ReadError("an instruction that is not followed", reader.offset);
  }
}

function readLong(reader: ByteReader): bigint {
  let result = 0n;
  for (let shift = 0n; shift < 70n; shift += 7n) {
    const byte = reader.byte();
    result |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return BigInt.asIntN(64, byte & 0x40 ? result - (1n << (shift + 7n)) : result);
  }
  throw new ReadError("a number is longer than 64 bits", reader.offset);
}

function readMemoryOffset(reader: ByteReader): number {
  const alignment = reader.u32();
  if (alignment & 0x40) throw new ReadError("several memories are not followed", reader.offset);
  return reader.u64();
}

/** Types of a block: none, one value, or a type of the module by its index. */
export const blockType = { none: -1, value: -2 } as const;

function readBlockType(reader: ByteReader): number {
  const first = reader.peek();
  if (first === 0x40) {
    reader.byte();
    return blockType.none;
  }
  if (first !== undefined && first > 0x40 && first < 0x80) {
    readValueType(reader, new Set());
    return blockType.value;
  }
  return reader.s33();
}
