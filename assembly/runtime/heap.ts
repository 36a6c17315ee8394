// Memory and its garbage collector. The compiler puts this file in the place of AssemblyScript's `minimal` runtime, which has
// the same manners: nothing is collected while code runs. The SDK polls at the end of each callback, where no pointer to an
// object lies on the Wasm stack.
//
// Memory is a row of blocks without gaps. A block begins at a multiple of 16 with a header of 16 bytes: its size and state,
// a link, then the runtime's id and size of an object. Memory is given out from one free block, the run, by moving its begin;
// what is freed comes back when all blocks are looked at in a sweep. Free blocks are zeros but for size and link: an
// object need not be cleared.

const headerSize: usize = 16;

/** The states of a block, in the low bits of its size; 0 is a free one. Pinned objects have the bit of garbage, too. */
const states: usize = 15;
const garbage: usize = 1;
const raw: usize = 2;
const object: usize = 4;
/** Changes its meaning with each collection: see {@link mark}. */
const reached: usize = 8;

/** Where the other words of a header are. */
const link: usize = 4;
const runtimeId: usize = 8;
const runtimeSize: usize = 12;

/** Free blocks from this size on are listed by themselves: they are searched, and taken from, for anything. */
const largeSize: usize = 1024;
const smallBlocks: usize = memory.data(8);
const largeBlocks: usize = smallBlocks + 4;

/** What is left of the run. */
let top: usize = 0;
let runEnd: usize = 0;

/** Where memory ends, as far as it is in use; 0 before the first allocation. */
let end: usize = 0;

/** Bytes that were freed by hand since the last sweep. */
let dropped: usize = 0;

/** Bytes of all objects, and how many there have to be for the next collection. */
let total: usize = 0;
let limit: usize = 0x10000;

/** What the bit {@link reached} is in objects that live: new ones, and those that the last collection has reached. */
let mark: usize = 0;

/** The objects that a collection has reached, but not looked into, linked. */
let waiting: usize = 0;

/** Whether an object was ever pinned. */
let pins: bool = false;

// @ts-ignore: decorator
@global @unsafe
export function __alloc(size: usize): usize {
  return take(size, raw) + headerSize;
}

// @ts-ignore: decorator
@global @unsafe
export function __realloc(at: usize, size: usize): usize {
  const old = sizeOf(at - headerSize) - headerSize;
  if (size <= old) return at;
  const moved = __alloc(size);
  memory.copy(moved, at, old);
  __free(at);
  return moved;
}

// @ts-ignore: decorator
@global @unsafe
export function __free(at: usize): void {
  if (at < __heap_base) return;
  const block = at - headerSize;
  const size = sizeOf(block);
  store<usize>(block, size | garbage);
  dropped += size;
}

// @ts-ignore: decorator
@global @unsafe
export function __new(size: usize, id: i32): usize {
  const block = take(size, object | mark);
  store<u32>(block, id, runtimeId);
  store<u32>(block, size, runtimeSize);
  total += sizeOf(block);
  return block + headerSize;
}

// @ts-ignore: decorator
@global @unsafe
export function __renew(old: usize, size: usize): usize {
  const block = old - headerSize;
  if (old >= __heap_base && size + headerSize <= sizeOf(block)) {
    store<u32>(block, size, runtimeSize);
    return old;
  }
  const oldSize = load<u32>(block, runtimeSize);
  const renewed = __new(size, load<u32>(block, runtimeId));
  memory.copy(renewed, old, min<usize>(size, oldSize));
  __free(old);
  return renewed;
}

// @ts-ignore: decorator
@global @unsafe
export function __link(parent: usize, child: usize, expectMultiple: bool): void {}

// @ts-ignore: decorator
@global @unsafe
export function __visit(at: usize, cookie: i32): void {
  // Static data lives for ever
  if (at < __heap_base) return;
  const block = at - headerSize;
  const header = load<usize>(block);
  if ((header & reached) == mark) return;
  store<usize>(block, header ^ reached);
  store<usize>(block, waiting, link);
  waiting = block;
}

// @ts-ignore: decorator
@global @unsafe
export function __pin(at: usize): usize {
  if (at < __heap_base) return at;
  pins = true;
  store<usize>(at - headerSize, load<usize>(at - headerSize) | garbage);
  return at;
}

// @ts-ignore: decorator
@global @unsafe
export function __unpin(at: usize): void {
  if (at >= __heap_base) store<usize>(at - headerSize, load<usize>(at - headerSize) & ~garbage);
}

// @ts-ignore: decorator
@global @unsafe
export function __collect(): void {
  mark ^= reached;
  __visit_globals(0);
  if (pins) visitPinned();
  while (waiting) {
    const block = waiting;
    waiting = load<usize>(block, link);
    __visit_members(block + headerSize, 0);
  }
  sweep();
}

/** Collects once the objects take twice what they took after the last collection, and 64 KiB at least. */
// @ts-ignore: decorator
@global
export function __mesh_gc_poll(): void {
  if (total < limit) return;
  __collect();
  limit = max<usize>(total << 1, 0x10000);
}

/** Takes a block for so many bytes. */
function take(size: usize, state: usize): usize {
  // Beyond this the sum would overflow, and there is no such memory
  if (size > 0x3fffffe0) unreachable();
  const whole = (size + headerSize + 15) & ~15;
  if (whole > runEnd - top) openRun(whole);
  const block = top;
  top = block + whole;
  store<usize>(block, whole | state);
  return block;
}

function sizeOf(block: usize): usize {
  return load<usize>(block) & ~states;
}

function firstBlock(): usize {
  return (__heap_base + 15) & ~15;
}

/** Makes a free block the run that has room for a block of some size. */
function openRun(size: usize): void {
  closeRun();
  let run = listed(size);
  if (!run && dropped >= max(size, end >> 3)) {
    sweep();
    run = listed(size);
  }
  if (!run) run = grow(size);
  top = run;
  runEnd = run + sizeOf(run);
}

/** Makes a free block of what is left of the run. */
function closeRun(): void {
  const rest = runEnd - top;
  if (rest) store<usize>(top, rest);
  if (rest >= largeSize) {
    store<usize>(top, load<usize>(largeBlocks), link);
    store<usize>(largeBlocks, top);
  }
  runEnd = top;
}

/** Takes a free block of at least some size out of the lists; 0 when there is none. */
function listed(size: usize): usize {
  // Small ones that do not fit are left to the next sweep: so none is looked at twice
  while (size < largeSize) {
    const block = load<usize>(smallBlocks);
    if (!block) break;
    store<usize>(smallBlocks, load<usize>(block, link));
    if (sizeOf(block) >= size) return block;
  }
  let before = largeBlocks;
  for (let block = load<usize>(before); block; block = load<usize>(before)) {
    if (sizeOf(block) >= size) {
      store<usize>(before, load<usize>(block, link));
      return block;
    }
    before = block + link;
  }
  return 0;
}

/** Takes more memory from the host: as much as there is, if it can be had, so that it is not asked often. */
function grow(size: usize): usize {
  const pages = memory.size();
  if (!end) {
    end = firstBlock();
    // What the module began with
    if ((<usize>pages << 16) - end >= size) return extend();
  }
  const needed = <i32>((size + 0xffff) >> 16);
  if (memory.grow(max(pages, needed)) < 0 && memory.grow(needed) < 0) unreachable();
  return extend();
}

/** Makes a free block of all memory beyond the end, which moves. */
function extend(): usize {
  const block = end;
  end = <usize>memory.size() << 16;
  store<usize>(block, end - block);
  return block;
}

function visitPinned(): void {
  closeRun();
  for (let block = firstBlock(); block < end; block += sizeOf(block)) {
    if ((load<usize>(block) & (object | garbage)) == (object | garbage)) __visit(block + headerSize, 0);
  }
}

/** Lists all free blocks anew, with what is garbage and which objects do not live. */
function sweep(): void {
  closeRun();
  top = runEnd = 0;
  store<u64>(smallBlocks, 0);
  let lastSmall = smallBlocks;
  let lastLarge = largeBlocks;
  dropped = total = 0;
  for (let block = firstBlock(); block < end; ) {
    const header = load<usize>(block);
    if (isLive(header)) {
      if (header & object) total += header & ~states;
      block += header & ~states;
      continue;
    }
    const cleared = block;
    block = clear(block);
    const size = block - cleared;
    store<usize>(cleared, size);
    if (size >= largeSize) {
      store<usize>(lastLarge, cleared);
      lastLarge = cleared + link;
    } else {
      store<usize>(lastSmall, cleared);
      lastSmall = cleared + link;
    }
  }
}

/** Whether a block is neither free nor garbage, nor an object that the last collection has not reached. */
function isLive(header: usize): bool {
  const state = header & states;
  return state > garbage && state != (object | (mark ^ reached));
}

/** Fills a block that does not live, and those behind it, with zeros; where they end. */
function clear(from: usize): usize {
  let dirty: usize = 0;
  let block = from;
  while (block < end) {
    const header = load<usize>(block);
    if (isLive(header)) break;
    if (header & states) {
      if (!dirty) dirty = block;
    } else {
      // A free block has zeros behind its header
      if (dirty) memory.fill(dirty, 0, block - dirty);
      dirty = 0;
      store<u64>(block, 0);
    }
    block += header & ~states;
  }
  if (dirty) memory.fill(dirty, 0, block - dirty);
  return block;
}
