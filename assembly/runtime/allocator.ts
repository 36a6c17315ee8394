// The allocator below the garbage collector. The compiler puts it in the place of AssemblyScript's, which takes three times
// the code: a fifth of a small filter.
//
// Memory is a row of blocks, without gaps. A block is a header of 4 bytes and the bytes it gives out, which begin at a
// multiple of 16. The header is the number of these bytes and two flags. A free block has in its bytes the free blocks before
// and after it in its bin, and at its end its own address, by which the block to its right finds it when it is freed, too.
// Bin n holds the free blocks of 2^n bytes to below 2^(n+1).

/** Flags of a header: the block is free; the block to its left is free. */
const free: usize = 1;
const leftFree: usize = 2;
const flags: usize = 3;

const headerSize: usize = 4;

/** Fewest bytes that a block gives out. */
const minSize: usize = 12;

/** How many blocks of its own bin are tried for a size; those of the next bins fit for certain. */
const tries: i32 = 8;

/** The first free block of each bin, and a bit for each bin that has one. */
const bins: usize = memory.data(32 << 2);
let filled: u32 = 0;

/** The header at the end of memory, of no bytes; 0 before the first allocation. */
let tail: usize = 0;

// @ts-ignore: decorator
@global @unsafe
export function __alloc(size: usize): usize {
  // Beyond this the sum below would overflow, and there is no such memory
  if (size > 0x3ffffff0) unreachable();
  if (!tail) begin();
  const wanted = max<usize>(((size + headerSize + 15) & ~15) - headerSize, minSize);
  let block = find(wanted);
  if (!block) {
    grow(wanted);
    block = find(wanted);
  }
  unlink(block);
  take(block, wanted);
  return block + headerSize;
}

// @ts-ignore: decorator
@global @unsafe
export function __realloc(at: usize, size: usize): usize {
  const old = load<usize>(at - headerSize) & ~flags;
  if (size <= old && at >= __heap_base) return at;
  const moved = __alloc(size);
  memory.copy(moved, at, min(old, size));
  __free(at);
  return moved;
}

// @ts-ignore: decorator
@global @unsafe
export function __free(at: usize): void {
  if (at >= __heap_base) release(at - headerSize);
}

/** A free block of at least so many bytes; 0 when there is none. */
function find(size: usize): usize {
  const bin = binOf(size);
  let block = load<usize>(bins + (bin << 2));
  for (let left = tries; block && left; --left) {
    if ((load<usize>(block) & ~flags) >= size) return block;
    block = load<usize>(block, 8);
  }
  const larger = filled & (-2 << bin);
  return larger ? load<usize>(bins + (<usize>ctz(larger) << 2)) : 0;
}

function binOf(size: usize): u32 {
  return 31 - clz<u32>(<u32>size);
}

/** Marks as used as much of an unlinked block as is wanted. The rest becomes a free block, if it is enough for one. */
function take(block: usize, size: usize): void {
  const whole = load<usize>(block) & ~flags;
  const rest = whole - size;
  if (rest > minSize) {
    store<usize>(block, size);
    const right = block + headerSize + size;
    store<usize>(right, rest - headerSize);
    release(right);
    return;
  }
  store<usize>(block, whole);
  const right = block + headerSize + whole;
  store<usize>(right, load<usize>(right) & ~leftFree);
}

/** Makes a block free, as one with free blocks on both sides. */
function release(released: usize): void {
  let block = released;
  const header = load<usize>(block);
  let size = header & ~flags;
  const next = load<usize>(block + headerSize + size);
  if (next & free) {
    unlink(block + headerSize + size);
    size += headerSize + (next & ~flags);
  }
  if (header & leftFree) {
    block = load<usize>(block - headerSize);
    unlink(block);
    size += headerSize + (load<usize>(block) & ~flags);
  }
  const right = block + headerSize + size;
  store<usize>(block, size | free);
  store<usize>(right - headerSize, block);
  store<usize>(right, load<usize>(right) | leftFree);
  link(block, binOf(size));
}

function link(block: usize, bin: u32): void {
  const head = bins + (bin << 2);
  const first = load<usize>(head);
  store<usize>(block, 0, 4);
  store<usize>(block, first, 8);
  if (first) store<usize>(first, block, 4);
  store<usize>(head, block);
  filled |= 1 << bin;
}

function unlink(block: usize): void {
  const before = load<usize>(block, 4);
  const after = load<usize>(block, 8);
  if (after) store<usize>(after, before, 4);
  if (before) {
    store<usize>(before, after, 8);
    return;
  }
  const bin = binOf(load<usize>(block) & ~flags);
  store<usize>(bins + (bin << 2), after);
  if (!after) filled &= ~(1 << bin);
}

/** Takes the memory that the module began with. */
function begin(): void {
  tail = ((__heap_base + 15) & ~15) + 16 - headerSize;
  if (tail + 64 > <usize>memory.size() << 16) memory.grow(1);
  store<usize>(tail, 0);
  extend();
}

/** Takes more memory from the host: as much as there is, if it can be had, so that it is not asked often. */
function grow(size: usize): void {
  const pages = memory.size();
  const needed = <i32>((size + headerSize + 0xffff) >> 16);
  if (memory.grow(max(pages, needed)) < 0 && memory.grow(needed) < 0) unreachable();
  extend();
}

/** Makes a free block of the memory behind the tail, which moves to its end. */
function extend(): void {
  const block = tail;
  tail = (<usize>memory.size() << 16) - headerSize;
  store<usize>(tail, 0);
  store<usize>(block, (tail - block - headerSize) | (load<usize>(block) & leftFree));
  release(block);
}
