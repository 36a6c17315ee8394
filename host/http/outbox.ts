import type { EventLoop } from "../event-loop.ts";

/** What goes to a client while parts of its request are being processed: it waits, as HTTP/2 frames do. */
export class Outbox {
  private readonly loop: EventLoop;
  private holding = false;
  private readonly events: (() => void)[] = [];

  constructor(loop: EventLoop) {
    this.loop = loop;
  }

  /** Whether what is sent now waits. */
  get isHolding(): boolean {
    return this.holding;
  }

  /** Frames that came together are read together, and what they lead to goes out behind the last of them. */
  hold(): void {
    if (this.holding) return;
    this.holding = true;
    this.loop.post(() => {
      this.holding = false;
      for (const event of this.events.splice(0)) event();
    });
  }

  /** Tells the client, once all parts of the request that came together are through: before, nothing has gone out. */
  send(event: () => void): void {
    if (this.holding) this.events.push(event);
    else event();
  }

  /** Nothing that waits goes out any more. */
  clear(): void {
    this.events.length = 0;
  }
}
