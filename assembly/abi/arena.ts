// Memory of host calls: the encoded arguments of a call, and what the host returns from it. Both live only until the next
// call, so one block is handed out from its start again for each. What does not fit comes from the heap and is freed then,
// too. The garbage collector knows nothing of all this.
import { Bytes } from "./bytes";
import { clearSlots } from "./slots";

/** Bytes of the block. Headers, properties and small bodies fit. */
const capacity: usize = 0x10000;

/** Bytes before each block from the heap: the address of the next one, and padding. */
const linkSize: usize = 16;

/** Beyond this the allocator would trap; the host gets null and answers with a status. */
const maxSize: u32 = 0x3fff0000;

const start: usize = heap.alloc(capacity);
const end: usize = start + capacity;

/** What lies below is kept until the callback ends. */
let floor: usize = start;
let top: usize = start;

/** The blocks from the heap, linked. */
let large: usize = 0;

/** Whether a callback runs inside of a host call of another, whose blocks must stay. */
let nested: bool = false;

/** Whether what the host asks memory for next is to be an object, and the one that it was given. */
let wantsObject: bool = false;
let given: usize = 0;

/**
 * What the host returns from the next call is to land in an object of its own: bytes that outlive the call are not copied
 * then. To be called when the arguments are encoded.
 */
export function wantObject(): void {
  wantsObject = true;
  given = 0;
}

/** The object that holds just these returned bytes; null where the host has put them elsewhere. */
export function givenObject(data: usize, size: u32): Bytes | null {
  wantsObject = false;
  const object = changetype<Bytes | null>(given);
  given = 0;
  return object && changetype<usize>(object) == data && <u32>object.length == size ? object : null;
}

/**
 * Memory until the next host call begins; 0 when there cannot be so much. Never calls the host: Envoy asks for memory in
 * the middle of a call, where most calls back are forbidden.
 */
export function allocate(size: u32): usize {
  if (wantsObject) return allocateObject(size);
  const at = (top + 7) & ~7;
  if (at < end && size <= <u32>(end - at)) {
    top = at + size;
    return at;
  }
  if (size > maxSize) return 0;
  const block = heap.alloc(linkSize + size);
  store<usize>(block, large);
  large = block;
  return block + linkSize;
}

function allocateObject(size: u32): usize {
  wantsObject = false;
  if (size > maxSize) return 0;
  // @ts-ignore: a function of the runtime
  given = __new(size, idof<Bytes>());
  return given;
}

/** Gives back the end of the newest allocation, which then has `size` bytes. */
export function shrink(at: usize, size: u32): void {
  if (isSmall(at)) top = at + size;
}

/** Whether memory is of the block, not from the heap. */
export function isSmall(at: usize): bool {
  return at >= start && at < end;
}

/** Forgets the memory of the last host call. To be called before the arguments of the next one are encoded. */
export function beginCall(): void {
  top = floor;
  clearSlots();
  if (large) freeLarge();
}

/** Keeps what the last host call returned until the callback ends. Only what {@link isSmall} can be kept. */
export function keepResults(): void {
  floor = top;
}

/** A callback begins inside of a host call of another: protects the other's memory. */
export function beginNested(): void {
  floor = top;
  nested = true;
}

/** The outermost callback has ended: nothing is needed any more. */
export function freeAll(): void {
  floor = start;
  nested = false;
  if (large) freeLarge();
}

function freeLarge(): void {
  while (large && !nested) {
    const block = large;
    large = load<usize>(block);
    heap.free(block);
  }
}
