import { BaseContext } from "../context/base-context";

/**
 * Context ids to contexts: an open-addressing table with linear probing, at most half full, so that looking up, adding and
 * deleting take the same time however many streams are open. What follows a deleted entry moves up: no lookup passes a grave.
 *
 * An id may be known without a context: its value is null then. No context has the id 0: it marks a free place.
 */
export class ContextTable {
  private ids: StaticArray<u32> = new StaticArray<u32>(16);
  private values: StaticArray<BaseContext | null> = new StaticArray<BaseContext | null>(16);
  private mask: u32 = 15;
  private count: u32 = 0;

  /** Number of known ids. */
  get size(): u32 {
    return this.count;
  }

  /** The context of an id; null also for an unknown id. */
  get(id: u32): BaseContext | null {
    return unchecked(this.values[this.placeOf(id)]);
  }

  /** Puts a context under an id. */
  set(id: u32, context: BaseContext | null): void {
    let place = this.placeOf(id);
    if (!unchecked(this.ids[place])) {
      if (this.count > this.mask >> 1) {
        this.grow();
        place = this.placeOf(id);
      }
      ++this.count;
      unchecked((this.ids[place] = id));
    }
    unchecked((this.values[place] = context));
  }

  /** Forgets an id. */
  delete(id: u32): void {
    let place = this.placeOf(id);
    if (!unchecked(this.ids[place])) return;
    --this.count;
    // Free the place, then put each entry of the run behind it where it belongs now
    let moving: BaseContext | null = null;
    for (let movingId: u32 = 0; ; ) {
      unchecked((this.ids[place] = 0));
      unchecked((this.values[place] = null));
      if (movingId) this.put(movingId, moving);
      place = (place + 1) & this.mask;
      movingId = unchecked(this.ids[place]);
      if (!movingId) return;
      moving = unchecked(this.values[place]);
    }
  }

  /** Where an id is, or else the free place where it would be. Multiplying by 2^32 / golden ratio spreads consecutive ids. */
  private placeOf(id: u32): u32 {
    let place = (id * 0x9e3779b1) >> clz(this.mask);
    while (true) {
      const found = unchecked(this.ids[place]);
      if (found == id || !found) return place;
      place = (place + 1) & this.mask;
    }
  }

  private put(id: u32, context: BaseContext | null): void {
    const place = this.placeOf(id);
    unchecked((this.ids[place] = id));
    unchecked((this.values[place] = context));
  }

  private grow(): void {
    const ids = this.ids;
    const values = this.values;
    this.mask = (this.mask << 1) | 1;
    this.ids = new StaticArray<u32>(this.mask + 1);
    this.values = new StaticArray<BaseContext | null>(this.mask + 1);
    for (let i = 0; i < ids.length; ++i) {
      if (unchecked(ids[i])) this.put(unchecked(ids[i]), unchecked(values[i]));
    }
  }
}
