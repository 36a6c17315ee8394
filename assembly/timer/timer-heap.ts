import { Timer } from "./timer";

/** Timers by when they are due: a binary heap, in which each timer knows its place. Of the SDK's own use. */
@final
export class TimerHeap {
  private timers: Timer[] = [];

  get length(): i32 {
    return this.timers.length;
  }

  /** The one that is due first. */
  get first(): Timer | null {
    return this.timers.length ? unchecked(this.timers[0]) : null;
  }

  add(timer: Timer): void {
    this.timers.push(timer);
    this.rise(timer, this.timers.length - 1);
  }

  /** Takes out one that is in. */
  remove(timer: Timer): void {
    const place = timer.__place;
    timer.__place = -1;
    const last = this.timers.pop();
    if (last == timer) return;
    // The last one takes the free place, and moves from there to where it belongs
    this.rise(last, place);
    this.sink(last, last.__place);
  }

  private put(timer: Timer, place: i32): void {
    unchecked((this.timers[place] = timer));
    timer.__place = place;
  }

  private rise(timer: Timer, from: i32): void {
    let place = from;
    while (place > 0) {
      const parent = unchecked(this.timers[(place - 1) >> 1]);
      if (parent.__due <= timer.__due) break;
      this.put(parent, place);
      place = (place - 1) >> 1;
    }
    this.put(timer, place);
  }

  private sink(timer: Timer, from: i32): void {
    let place = from;
    for (;;) {
      let child = (place << 1) + 1;
      if (child >= this.timers.length) break;
      const right = child + 1;
      if (right < this.timers.length && unchecked(this.timers[right]).__due < unchecked(this.timers[child]).__due) {
        child = right;
      }
      const earlier = unchecked(this.timers[child]);
      if (timer.__due <= earlier.__due) break;
      this.put(earlier, place);
      place = child;
    }
    this.put(timer, place);
  }
}
