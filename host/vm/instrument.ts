import { ByteReader } from "../../module/read/byte-reader.ts";
import type { WasmModule } from "../../module/read/wasm-module.ts";
import { mostPages } from "./link-checks.ts";

/** A module that is bounded in what it can use up. */
export interface Instrumented {
  bytes: Uint8Array;
  /** The offset in the module as it was, for one in the module as it is now. */
  originalOffset(offset: number): number;
}

/** The exported global that counts loop turns down; a loop that meets it at 0 traps. */
export const loopBudgetExport = "mesh-wasm.loop-budget";

const unreachable = 0x00;
const Section = { memory: 5, global: 6, export: 7, code: 10 } as const;
/** Sections that come before that of globals. */
const beforeGlobals = [1, 2, 3, 4, 5, 13];

/** Where code was put in, by offset in the new file, and by how much all behind it has moved. */
interface Shift {
  at: number;
  by: number;
  /** Of code that was put in: where it was put. */
  fixed?: number;
}

/**
 * Bounds what a module can use up, so that no filter hangs its host: every turn of a loop is counted, and memory has a
 * maximum. Nothing else changes: no index moves, no call is added. Null where the module cannot be read to its end, or no
 * engine takes it.
 */
export function instrument(info: WasmModule): Instrumented | null {
  if (info.problem || info.features.includes("custom-page-sizes")) return null;
  const budget = globalCount(info);
  const [memory] = info.memories;
  const grows = memory && !memory.imported && !memory.is64;
  const check = grows ? loopCheck(budget, grantForGrowth(budget)) : loopCheck(budget);
  const globals = concat([budgetGlobal, grantedGlobal(memory?.min ?? 0)]);
  const output: Uint8Array[] = [info.bytes.subarray(0, 8)];
  const shifts: Shift[] = [];
  let size = 8;
  let hasGlobals = false;

  function write(...parts: Uint8Array[]): void {
    output.push(...parts);
    for (const part of parts) size += part.length;
  }

  for (const { id, content } of sectionsOf(info.bytes)) {
    if (!hasGlobals && id !== 0 && !beforeGlobals.includes(id)) {
      hasGlobals = true;
      if (id !== Section.global) write(...section(Section.global, concat([leb(2), globals])));
    }
    if (id === Section.memory) write(...section(id, boundedMemories(info)));
    else if (id === Section.global) write(...section(id, appended(content, globals, 2)));
    else if (id === Section.export) write(...section(id, appended(content, exportOf(budget))));
    else if (id === Section.code) {
      const bodies = checkedBodies(info, content, check);
      const [head, body] = section(id, bodies.bytes) as [Uint8Array, Uint8Array];
      const start = size + head.length;
      shifts.push(...bodies.shifts.map((shift) => ({ ...shift, at: start + shift.at, by: start + shift.by })));
      write(head, body);
      shifts.push({ at: size, by: size - content.end });
    } else write(info.bytes.subarray(content.start, content.end));
  }
  return { bytes: concat(output), originalOffset: (offset) => originalOf(shifts, offset) };
}

interface Frame {
  id: number;
  /** The content; with `start` at the section's own beginning where it is copied whole. */
  content: ByteReader & { start: number };
}

function* sectionsOf(bytes: Uint8Array): Generator<Frame> {
  for (const reader = new ByteReader(bytes, 8); !reader.done; ) {
    const start = reader.offset;
    const id = reader.byte();
    yield { id, content: Object.assign(reader.slice(reader.u32()), { start }) };
  }
}

function globalCount({ imports, bytes }: WasmModule): number {
  const imported = imports.filter(({ kind }) => kind === "global").length;
  const globals = [...sectionsOf(bytes)].find(({ id }) => id === Section.global);
  return imported + (globals ? new ByteReader(bytes, globals.content.offset).u32() : 0);
}

/** A mutable i32 that begins as 0: the host fills it before each callback. */
const budgetGlobal = Uint8Array.of(0x7f, 0x01, 0x41, 0x00, 0x0b);

/** The pages of memory for which turns were granted: at first those that the module begins with. */
function grantedGlobal(pages: number): Uint8Array {
  return Uint8Array.of(0x7f, 0x01, 0x41, ...signedLeb(pages), 0x0b);
}

/** Traps where the budget is used up and nothing is granted, else takes one from it. */
function loopCheck(global: number, grant: readonly number[] = [unreachable]): Uint8Array {
  const get = [0x23, ...leb(global)];
  const set = [0x24, ...leb(global)];
  return Uint8Array.from([...get, 0x45, 0x04, 0x40, ...grant, 0x0b, ...get, 0x41, 0x01, 0x6b, ...set]);
}

/**
 * A turn for each byte that memory has grown by since the last grant; a trap where it has not. What fills memory in small pieces comes
 * to the end of it, and is told so.
 */
function grantForGrowth(budget: number): number[] {
  const pages = [0x3f, 0x00];
  const granted = [0x23, ...leb(budget + 1)];
  const trapUnlessGrown = [...pages, ...granted, 0x46, 0x04, 0x40, unreachable, 0x0b];
  const grant = [...pages, ...granted, 0x6b, 0x41, 16, 0x74, 0x24, ...leb(budget)];
  return [...trapUnlessGrown, ...grant, ...pages, 0x24, ...leb(budget + 1)];
}

function exportOf(global: number): Uint8Array {
  const name = new TextEncoder().encode(loopBudgetExport);
  return concat([leb(name.length), name, Uint8Array.of(0x03), leb(global)]);
}

/** A section that is a list, with more items. */
function appended(content: ByteReader, item: Uint8Array, more = 1): Uint8Array {
  const count = content.u32();
  return concat([leb(count + more), content.bytes.subarray(content.offset, content.end), item]);
}

/** Memories with a maximum; one that the module sets itself stays where it is lower. */
function boundedMemories({ memories }: WasmModule): Uint8Array {
  const own = memories.filter(({ imported }) => !imported);
  const limits = own.map(({ min, max, shared, is64 }) => {
    const maximum = Math.max(min, Math.min(max ?? mostPages, mostPages));
    return concat([Uint8Array.of(1 | (shared ? 2 : 0) | (is64 ? 4 : 0)), leb(min), leb(maximum)]);
  });
  return concat([leb(own.length), ...limits]);
}

/** The code section with a check in each loop. Shifts are relative to it: `by` is what to take from an offset within. */
function checkedBodies(
  info: WasmModule,
  content: ByteReader,
  check: Uint8Array,
): { bytes: Uint8Array; shifts: Shift[] } {
  const loops = new Map(info.functions.map((entry) => [entry.offset, entry.loops]));
  const count = content.u32();
  const parts = [leb(count)];
  const shifts: Shift[] = [];
  let size = parts[0]?.length ?? 0;
  for (let index = 0; index < count; ++index) {
    const bodySize = content.u32();
    const start = content.offset;
    const places = loops.get(start) ?? [];
    const head = leb(bodySize + places.length * check.length);
    parts.push(head);
    size += head.length;
    let from = start;
    shifts.push({ at: size, by: -from + size });
    for (const place of places) {
      const piece = info.bytes.subarray(from, place);
      parts.push(piece, check);
      size += piece.length;
      shifts.push({ at: size, by: 0, fixed: place });
      size += check.length;
      from = place;
      shifts.push({ at: size, by: -from + size });
    }
    const rest = info.bytes.subarray(from, start + bodySize);
    parts.push(rest);
    size += rest.length;
    content.skip(bodySize);
  }
  return { bytes: concat(parts), shifts };
}

function originalOf(shifts: readonly Shift[], offset: number): number {
  let low = 0;
  let high = shifts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((shifts[middle] as Shift).at <= offset) low = middle + 1;
    else high = middle;
  }
  const shift = shifts[low - 1];
  return shift?.fixed ?? offset - (shift?.by ?? 0);
}

function section(id: number, content: Uint8Array): Uint8Array[] {
  return [concat([Uint8Array.of(id), leb(content.length)]), content];
}

function leb(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  do {
    bytes.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
    rest >>>= 7;
  } while (rest > 0);
  return Uint8Array.from(bytes);
}

/** Of a number that is not negative, as the constant of an instruction. */
function signedLeb(value: number): Uint8Array {
  const bytes = leb(value);
  const last = bytes.at(-1) ?? 0;
  if (last < 0x40) return bytes;
  return Uint8Array.of(...bytes.subarray(0, -1), last | 0x80, 0);
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
