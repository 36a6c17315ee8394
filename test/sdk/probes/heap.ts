// The allocator and the garbage collector, to be driven from outside.

export function allocate(size: usize): usize {
  return heap.alloc(size);
}

export function resize(at: usize, size: usize): usize {
  return heap.realloc(at, size);
}

export function free(at: usize): void {
  heap.free(at);
}

/** An object with a name, some bytes and two others. */
class Cell {
  left: Cell | null = null;
  right: Cell | null = null;
  bytes: StaticArray<u8>;
  texts: string[] = [];

  constructor(
    readonly id: i32,
    size: i32,
  ) {
    this.bytes = new StaticArray<u8>(size);
    for (let i = 0; i < size; ++i) this.bytes[i] = <u8>(id + i);
  }

  /** Whether nothing has written into the object. */
  get isWhole(): bool {
    for (let i = 0; i < this.bytes.length; ++i) if (this.bytes[i] != <u8>(this.id + i)) return false;
    for (let i = 0; i < this.texts.length; ++i) if (this.texts[i] != `text ${i}`) return false;
    return true;
  }
}

const roots: Array<Cell | null> = new Array<Cell | null>(64);

/** Puts a new object at a root. */
export function create(root: i32, id: i32, size: i32): void {
  roots[root] = new Cell(id, size);
}

export function drop(root: i32): void {
  roots[root] = null;
}

/** Makes the object at one root point to that at another. */
export function point(from: i32, to: i32, left: bool): void {
  const cell = roots[from];
  if (!cell) return;
  if (left) cell.left = roots[to];
  else cell.right = roots[to];
}

/** Lets the object at a root grow an array. */
export function grow(root: i32): void {
  const cell = roots[root];
  if (cell) cell.texts.push(`text ${cell.texts.length}`);
}

export function collect(): void {
  __collect();
}

/** The id of an object: at a root, or where a path of so many lefts (0) and rights (1) from there leads. -1: none; -2: broken. */
export function follow(root: i32, path: u32, steps: i32): i32 {
  let cell = roots[root];
  for (let i = 0; i < steps && cell; ++i) cell = (path >> i) & 1 ? cell.right : cell.left;
  if (!cell) return -1;
  return cell.isWhole ? cell.id : -2;
}

/** Pins the object at a root, or lets it go again. */
export function pin(root: i32, on: bool): void {
  const cell = roots[root];
  if (!cell) return;
  if (on) __pin(changetype<usize>(cell));
  else __unpin(changetype<usize>(cell));
}

/** Bytes of the object at a root, as a number to find it by when nothing points to it. */
export function address(root: i32): usize {
  return changetype<usize>(roots[root]);
}

/** Whether there is a whole object with this id at an address. */
export function isAt(address: usize, id: i32): bool {
  const cell = changetype<Cell>(address);
  return cell.id == id && cell.isWhole;
}
