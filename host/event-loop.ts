/** Something that happens at a time, unless it is cancelled. */
interface Timer {
  at: number;
  order: number;
  action: (() => void) | undefined;
}

/** Cancels what was planned; does nothing once it has happened. */
export type Cancel = () => void;

/** How far time may be moved to reach the next timer. */
const forever = Number.MAX_SAFE_INTEGER;

/**
 * What happens in the proxy, one thing after the other: actions in the order in which they were posted, then timers by time.
 * Time moves only when it is told to.
 */
export class EventLoop {
  private readonly posted: (() => void)[] = [];
  /** A heap: every timer is no later than those at twice its index. */
  private readonly timers: Timer[] = [];
  private orders = 0;
  private running = false;
  /** Milliseconds since the loop began. */
  now = 0;

  /** Does something after all that is going on. */
  post(action: () => void): void {
    this.posted.push(action);
  }

  /** Does something in so many milliseconds. */
  after(milliseconds: number, action: () => void): Cancel {
    const timer: Timer = { at: this.now + milliseconds, order: ++this.orders, action };
    this.insert(timer);
    return () => {
      timer.action = undefined;
      this.dropCancelled();
    };
  }

  /** Does all that can be done without time going by. */
  run(): void {
    if (this.running) return;
    this.running = true;
    let done = 0;
    try {
      while (done < this.posted.length) (this.posted[done++] as () => void)();
    } finally {
      // One that throws, such as an upstream of a test, takes nothing of the others with it
      if (done === this.posted.length) this.posted.length = 0;
      else this.posted.splice(0, done);
      this.running = false;
    }
  }

  /** Whether there is something to do without time going by. */
  get isBusy(): boolean {
    return this.posted.length > 0;
  }

  /** When the next timer runs off; undefined where there is none. */
  get nextTimer(): number | undefined {
    return this.timers[0]?.at;
  }

  /** Lets time go by, timer after timer, with all that follows from each. */
  advance(milliseconds: number): void {
    const end = this.now + milliseconds;
    this.run();
    while (this.step(end));
    this.now = end;
  }

  /** Moves time on to the next timer and runs it with all that follows from it. False where there is no timer until then. */
  step(until = forever): boolean {
    const next = this.timers[0];
    if (!next || next.at > until) return false;
    this.removeFirst();
    this.dropCancelled();
    this.now = Math.max(this.now, next.at);
    next.action?.();
    this.run();
    return true;
  }

  /** Cancelled timers go when they are the first. */
  private dropCancelled(): void {
    while (this.timers.length > 0 && !this.timers[0]?.action) this.removeFirst();
  }

  private insert(timer: Timer): void {
    const { timers } = this;
    let at = timers.push(timer) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (isBefore(timers[parent] as Timer, timer)) break;
      timers[at] = timers[parent] as Timer;
      at = parent;
    }
    timers[at] = timer;
  }

  private removeFirst(): void {
    const { timers } = this;
    const last = timers.pop() as Timer;
    if (timers.length === 0) return;
    let at = 0;
    for (;;) {
      let child = at * 2 + 1;
      if (child >= timers.length) break;
      if (child + 1 < timers.length && isBefore(timers[child + 1] as Timer, timers[child] as Timer)) child += 1;
      if (isBefore(last, timers[child] as Timer)) break;
      timers[at] = timers[child] as Timer;
      at = child;
    }
    timers[at] = last;
  }
}

function isBefore(a: Timer, b: Timer): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
