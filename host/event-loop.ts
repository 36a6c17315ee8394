/** Something that happens at a time. */
interface Timer {
  at: number;
  order: number;
  action: () => void;
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
    const later = this.timers.findIndex((other) => other.at > timer.at);
    this.timers.splice(later < 0 ? this.timers.length : later, 0, timer);
    return () => {
      const at = this.timers.indexOf(timer);
      if (at >= 0) this.timers.splice(at, 1);
    };
  }

  /** Does all that can be done without time going by. */
  run(): void {
    if (this.running) return;
    this.running = true;
    try {
      for (let at = 0; at < this.posted.length; ++at) this.posted[at]?.();
    } finally {
      this.posted.length = 0;
      this.running = false;
    }
  }

  /** When the next timer runs off; undefined where there is none. */
  get nextTimer(): number | undefined {
    return this.timers[0]?.at;
  }

  /** Lets time go by, timer after timer, with all that follows from each. */
  advance(milliseconds: number): void {
    const end = this.now + milliseconds;
    this.run();
    while (this.fireNext(end)) this.run();
    this.now = end;
  }

  /** Moves time on to the next timer and runs it with all that follows from it. False where there is no timer until then. */
  step(until = forever): boolean {
    const fired = this.fireNext(until);
    if (fired) this.run();
    return fired;
  }

  private fireNext(until: number): boolean {
    const next = this.timers[0];
    if (!next || next.at > until) return false;
    this.timers.shift();
    this.now = Math.max(this.now, next.at);
    next.action();
    return true;
  }
}
