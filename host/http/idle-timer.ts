import type { Cancel, EventLoop } from "../event-loop.ts";

/** How long nothing may happen on a stream before Envoy ends it, in milliseconds. */
const idleTimeout = 300_000;

/** Ends a stream on which nothing happens. */
export class IdleTimer {
  private readonly loop: EventLoop;
  private readonly timeOut: () => void;
  private cancel: Cancel | undefined;
  private activeAt = 0;

  constructor(loop: EventLoop, timeOut: () => void) {
    this.loop = loop;
    this.timeOut = timeOut;
  }

  /** Something has happened: the timeout begins anew. */
  touch(): void {
    this.activeAt = this.loop.now;
    if (!this.cancel) this.watch(idleTimeout);
  }

  stop(): void {
    this.cancel?.();
  }

  /** One timer looks from time to time whether anything has happened, which costs less than one for each event. */
  private watch(milliseconds: number): void {
    this.cancel = this.loop.after(milliseconds, () => {
      const idle = this.loop.now - this.activeAt;
      if (idle < idleTimeout) this.watch(idleTimeout - idle);
      else this.timeOut();
    });
  }
}
