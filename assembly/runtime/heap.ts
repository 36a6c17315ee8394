// Memory and its garbage collector. The compiler puts this file in the place of AssemblyScript's `minimal` runtime, which has
// the same manners: nothing is collected while code runs. The SDK polls at the end of each callback, where no pointer to an
// object lies on the Wasm stack.
//
// Memory is a row of blocks without gaps. A block begins at a multiple of 16 with a header of 16 bytes: its size and state,
// a link, then the runtime's id and size of an object. Memory is given out from one free block, the run, by moving its begin.
// A collection only marks what is reached. What is not becomes free when memory is asked for next: the row is walked on to the
// next stretch of such blocks, which makes the next run. So a block comes into the processor's cache once, right before it is
// written again. Free blocks are zeros but for size and link: an object need not be cleared.

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

/** From this size on memory is looked for by itself: what is too small for it is left to small objects. */
const largeSize: usize = 1024;

/** What is left of the run. */
let top: usize = 0;
let runEnd: usize = 0;

/** From where on the row was not walked yet since the last collection: for small blocks, and for large ones. */
let next: usize = 0;
let nextLarge: usize = 0;

/** Where memory ends, as far as it is in use; 0 before the first allocation. */
let end: usize = 0;

/** Bytes that were freed by hand since the row was last begun. */
let dropped: usize = 0;

/** Fewest bytes of new objects from one collection to the next. */
const pause: usize = 0x40000;

/** Bytes of all objects, and how many there have to be for the next collection. */
let total: usize = 0;
let limit: usize = pause;

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
  total += header & ~states;
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
  closeRun();
  retire();
  mark ^= reached;
  total = 0;
  __visit_globals(0);
  if (pins) visitPinned();
  while (waiting) {
    const block = waiting;
    waiting = load<usize>(block, link);
    __visit_members(block + headerSize, 0);
  }
  begin();
}

/** Collects once the objects take twice what they took after the last collection, and {@link pause} more at least. */
// @ts-ignore: decorator
@global
export function __mesh_gc_poll(): void {
  if (total < limit) return;
  __collect();
  limit = total + max(total, pause);
}

/** Takes a block for so many bytes. */
function take(size: usize, state: usize): usize {
  // Beyond this the sum would overflow, and there is no such memory
  if (size > 0x3fffffe0) unreachable();
  const whole = (size + headerSize + 15) & ~15;
  let block = top;
  if (whole <= runEnd - block) top = block + whole;
  else block = takeElsewhere(whole);
  store<usize>(block, whole | state);
  return block;
}

function sizeOf(block: usize): usize {
  return load<usize>(block) & ~states;
}

function firstBlock(): usize {
  return (__heap_base + 15) & ~15;
}

/** Takes a block of some size from behind the run: a small one out of what is the run from now on. */
function takeElsewhere(size: usize): usize {
  closeRun();
  const isLarge = size >= largeSize;
  let block = walk(isLarge ? nextLarge : next, size);
  if (!block && dropped >= max(size, end >> 3)) {
    begin();
    block = walk(next, size);
  }
  if (!block) block = grow(size);
  const behind = block + size;
  const blockEnd = block + sizeOf(block);
  if (isLarge) {
    nextLarge = behind;
    if (behind < blockEnd) store<usize>(behind, blockEnd - behind);
  } else {
    top = behind;
    runEnd = next = blockEnd;
  }
  return block;
}

/** Walks along the row to a free block of at least some size; 0 when there is none. */
function walk(from: usize, size: usize): usize {
  for (let block = from; block < end; ) {
    const header = load<usize>(block);
    if (isLive(header)) {
      block += header & ~states;
      continue;
    }
    const free = block;
    block = clear(free);
    store<usize>(free, block - free);
    // Inside of what is one block now no walk can go on
    if (next > free && next < block) next = free;
    if (nextLarge > free && nextLarge < block) nextLarge = free;
    if (block - free >= size) return free;
  }
  return 0;
}

/** Makes a free block of what is left of the run. */
function closeRun(): void {
  if (top < runEnd) {
    store<usize>(top, runEnd - top);
    next = top;
  }
  top = runEnd = 0;
}

/** Begins to walk along the row anew. */
function begin(): void {
  next = nextLarge = firstBlock();
  dropped = 0;
}

/** Makes garbage of the objects that were not reached and not walked to: the next collection would take them for live ones. */
function retire(): void {
  for (let block = next; block < end; block += sizeOf(block)) {
    if ((load<usize>(block) & states) == unreached()) store<usize>(block, sizeOf(block) | garbage);
  }
}

/** Takes more memory from the host: as much as there is, if it can be had, so that it is not asked often. */
function grow(size: usize): usize {
  const pages = memory.size();
  if (!end) {
    end = firstBlock();
    begin();
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
  for (let block = firstBlock(); block < end; block += sizeOf(block)) {
    if ((load<usize>(block) & (object | garbage)) == (object | garbage)) __visit(block + headerSize, 0);
  }
}

/** Whether a block is neither free nor garbage, nor an object that the last collection has not reached. */
function isLive(header: usize): bool {
  const state = header & states;
  return state > garbage && state != unreached();
}

/** The state of objects that the last collection has not reached. */
function unreached(): usize {
  return object | (mark ^ reached);
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
