/** Bytes of an entry: the id, and the object. */
const entrySize: usize = 8;

/**
 * Ids of the host to objects: an open-addressing table with linear probing, at most half full, so that looking up, adding and
 * deleting take the same time however many streams are open. What follows a deleted entry moves up: no lookup passes a grave.
 *
 * An id may be known without an object: its value is null then. The host gives nothing the id 0: it marks a free place. The
 * entries are in memory of their own, not in arrays, which would bring more code than the table itself.
 */
export class IdTable {
  private entries: usize = allocateEntries(16);
  private mask: u32 = 15;
  /** Leaves of 32 bits as many as the mask has. */
  private shift: u32 = 28;
  private count: u32 = 0;

  /** Number of known ids. */
  get size(): u32 {
    return this.count;
  }

  /** The object of an id, for `changetype` to what was put in; null also for an unknown id. */
  get(id: u32): Object | null {
    return objectAt(this.entryOf(id));
  }

  /** Puts an object under an id. */
  set(id: u32, object: Object | null): void {
    if (this.count > this.mask >> 1) this.grow();
    const entry = this.entryOf(id);
    if (!idAt(entry)) ++this.count;
    put(entry, id, object);
  }

  /** Forgets an id. */
  delete(id: u32): void {
    let entry = this.entryOf(id);
    if (!idAt(entry)) return;
    --this.count;
    // Free the place, then put each entry of the run behind it where it belongs now
    let moving: Object | null = null;
    for (let movingId: u32 = 0; ; ) {
      store<u64>(entry, 0);
      if (movingId) put(this.entryOf(movingId), movingId, moving);
      entry = this.after(entry);
      movingId = idAt(entry);
      if (!movingId) return;
      moving = objectAt(entry);
    }
  }

  /**
   * Where an id is, or else the free place where it would be. Hosts count ids up, and streams that stay open have neighbouring
   * ones: multiplied by the golden ratio they are scattered, and nothing has to be probed past all of them.
   */
  private entryOf(id: u32): usize {
    let entry = this.entries + <usize>((id * 0x9e3779b1) >> this.shift) * entrySize;
    while (idAt(entry) != id && idAt(entry)) entry = this.after(entry);
    return entry;
  }

  /** The next place; after the last comes the first. */
  private after(entry: usize): usize {
    return this.entries + ((entry + entrySize - this.entries) & (<usize>this.mask * entrySize));
  }

  private grow(): void {
    const old = this.entries;
    const end = old + (<usize>this.mask + 1) * entrySize;
    this.mask = (this.mask << 1) | 1;
    --this.shift;
    this.entries = allocateEntries(this.mask + 1);
    for (let entry = old; entry < end; entry += entrySize) {
      if (idAt(entry)) put(this.entryOf(idAt(entry)), idAt(entry), objectAt(entry));
    }
    heap.free(old);
  }

  /** Tells the garbage collector of the objects. The compiler calls it instead of looking at the fields. */
  // @ts-ignore: unused as far as the type checker can see
  private __visit(cookie: u32): void {
    const end = this.entries + (<usize>this.mask + 1) * entrySize;
    for (let entry = this.entries; entry < end; entry += entrySize) {
      // @ts-ignore: the garbage collector's function, not this method
      __visit(load<usize>(entry, 4), cookie);
    }
  }
}

function idAt(entry: usize): u32 {
  return load<u32>(entry);
}

function objectAt(entry: usize): Object | null {
  return changetype<Object | null>(load<usize>(entry, 4));
}

function put(entry: usize, id: u32, object: Object | null): void {
  store<u32>(entry, id);
  store<usize>(entry, changetype<usize>(object), 4);
}

function allocateEntries(count: u32): usize {
  const size = <usize>count * entrySize;
  const entries = heap.alloc(size);
  memory.fill(entries, 0, size);
  return entries;
}
