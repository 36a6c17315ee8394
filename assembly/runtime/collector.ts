// The garbage collector. The compiler puts it in the place of AssemblyScript's `minimal` one, which has the same manners:
// nothing is collected while code runs. The SDK polls at the end of each callback, where no pointer to an object lies on the
// Wasm stack.
//
// Objects are in one of two rings. A collection moves those that can be reached from the one to the other, looks through them
// in the order in which they arrive, and frees what stays behind.

/** Bytes of the header of an object, and of the allocator's before it. */
const headerSize: usize = 16;
const blockSize: usize = 4;

/** Distances from an object to the words of its header. The two lowest bits of the next object's address are the ring's mark. */
const next: usize = 16;
const previous: usize = 12;
const runtimeId: usize = 8;
const runtimeSize: usize = 4;

/** Three headers without an object, at which the rings begin and end; the third is of pinned objects. */
const rings: usize = memory.data(48);
const pinned: usize = rings + 3 * headerSize;

/** The ring of live objects, as if it were an object; 0 before the first one. */
let live: usize = 0;

/** The mark of live objects: 0 or 1, in turns. Pinned ones have 2. */
let mark: usize = 0;
const pinnedMark: usize = 2;

/** Whether an object was ever pinned. */
let pins: bool = false;

/** Bytes of all objects, and how many there have to be for the next collection. */
let total: usize = 0;
let limit: usize = 0x10000;

// @ts-ignore: decorator
@global @unsafe
export function __new(size: usize, id: i32): usize {
  // The allocator refuses what is left of it
  if (size >= 0x3ffffff0) unreachable();
  if (!live) {
    live = rings + headerSize;
    empty(live);
    empty(deadRing());
  }
  const object = __alloc(size + headerSize) + headerSize;
  store<u32>(object - runtimeId, id);
  store<u32>(object - runtimeSize, size);
  link(object, live, mark);
  total += occupied(object);
  memory.fill(object, 0, size);
  return object;
}

// @ts-ignore: decorator
@global @unsafe
export function __renew(old: usize, size: usize): usize {
  if (old >= __heap_base && size + headerSize <= occupied(old)) {
    store<u32>(old - runtimeSize, size);
    return old;
  }
  const oldSize = load<u32>(old - runtimeSize);
  const renewed = __new(size, load<u32>(old - runtimeId));
  memory.copy(renewed, old, min<usize>(size, oldSize));
  if (old >= __heap_base) {
    unlink(old);
    drop(old);
  }
  return renewed;
}

// @ts-ignore: decorator
@global @unsafe
export function __link(parent: usize, child: usize, expectMultiple: bool): void {}

// @ts-ignore: decorator
@global @unsafe
export function __visit(object: usize, cookie: i32): void {
  // Static data lives for ever
  if (object < __heap_base || markOf(object) != (mark ^ 1)) return;
  unlink(object);
  link(object, live, mark);
}

// @ts-ignore: decorator
@global @unsafe
export function __pin(object: usize): usize {
  if (object < __heap_base || markOf(object) == pinnedMark) return object;
  if (!pins) empty(pinned);
  pins = true;
  unlink(object);
  link(object, pinned, pinnedMark);
  return object;
}

// @ts-ignore: decorator
@global @unsafe
export function __unpin(object: usize): void {
  if (object < __heap_base || markOf(object) != pinnedMark) return;
  unlink(object);
  link(object, live, mark);
}

// @ts-ignore: decorator
@global @unsafe
export function __collect(): void {
  if (!live) return;
  const dead = live;
  live = deadRing();
  mark ^= 1;
  __visit_globals(0);
  if (pins) for (let object = after(pinned); object != pinned; object = after(object)) __visit_members(object, 0);
  for (let object = after(live); object != live; object = after(object)) __visit_members(object, 0);
  for (let object = after(dead); object != dead; ) {
    const following = after(object);
    drop(object);
    object = following;
  }
  empty(dead);
}

/** Collects once the objects take twice what they took after the last collection, and 64 KiB at least. */
// @ts-ignore: decorator
@global
export function __mesh_gc_poll(): void {
  if (total < limit) return;
  __collect();
  limit = max<usize>(total << 1, 0x10000);
}

function deadRing(): usize {
  return rings + rings + 3 * headerSize - live;
}

function empty(ring: usize): void {
  store<usize>(ring - next, ring);
  store<usize>(ring - previous, ring);
}

/** Puts an object at the end of a ring. */
function link(object: usize, ring: usize, ringMark: usize): void {
  const last = load<usize>(ring - previous);
  store<usize>(object - next, ring | ringMark);
  store<usize>(object - previous, last);
  store<usize>(last - next, object | ringMark);
  store<usize>(ring - previous, object);
}

function unlink(object: usize): void {
  const before = load<usize>(object - previous);
  store<usize>(after(object) - previous, before);
  // With the mark, which all of a ring have
  store<usize>(before - next, load<usize>(object - next));
}

function after(object: usize): usize {
  return load<usize>(object - next) & ~3;
}

function markOf(object: usize): usize {
  return load<usize>(object - next) & 3;
}

/** Frees an object that is in no ring. */
function drop(object: usize): void {
  total -= occupied(object);
  __free(object - headerSize);
}

/** How many bytes an object takes, with its header. */
function occupied(object: usize): usize {
  return load<usize>(object - headerSize - blockSize) & ~3;
}
