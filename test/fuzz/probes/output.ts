// How a probe begins and ends a case, and what it tells of it: numbers, texts and bytes, one after the other.
import { Bytes } from "mesh-wasm/assembly";
import { beginTurn, endTurn } from "mesh-wasm/assembly/abi/turn";

const capacity: usize = 16 << 20;

let start: usize = 0;
let at: usize = 0;
let outer: u32 = 0;

/** Takes from the host all memory that is needed for garbage and results; says where results are. */
export function setUp(): usize {
  heap.free(heap.alloc(96 << 20));
  start = heap.alloc(capacity);
  return start;
}

/** A case begins, in a callback of a context. */
export function begin(contextId: u32 = 1): void {
  at = start;
  outer = beginTurn(contextId);
}

/** A case ends; how many bytes it told. */
export function end(): u32 {
  endTurn(outer);
  return told();
}

/** How many bytes were told. */
export function told(): u32 {
  return <u32>(at - start);
}

/** Forgets what was told. */
export function rewind(): void {
  at = start;
}

export function putNumber(value: u32): void {
  store<u32>(take(4), value);
}

export function putLong(value: u64): void {
  store<u64>(take(8), value);
}

export function putDouble(value: f64): void {
  store<f64>(take(8), value);
}

export function putByte(value: u8): void {
  store<u8>(take(1), value);
}

export function putFlag(value: bool): void {
  putByte(value ? 1 : 0);
}

/** The units of a text after their number; one more for null. */
export function putText(text: string | null): void {
  if (text === null) return putNumber(0xffffffff);
  putData(changetype<usize>(text), text.length << 1);
}

export function putBytes(bytes: Bytes | null): void {
  if (bytes === null) return putNumber(0xffffffff);
  putData(changetype<usize>(bytes), bytes.length);
}

export function putData(data: usize, size: u32): void {
  putNumber(size);
  memory.copy(take(size), data, size);
}

function take(size: usize): usize {
  const taken = at;
  if (size > start + capacity - taken) throw new Error("more output than there is room for");
  at += size;
  return taken;
}
