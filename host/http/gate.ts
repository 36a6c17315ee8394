/** Lets events pass in order, and holds them while somebody downstream has more than it may: Envoy's `readDisable`. */
export class Gate {
  private pauses = 0;
  private readonly held: (() => void)[] = [];

  pass(event: () => void): void {
    if (this.pauses > 0) this.held.push(event);
    else event();
  }

  /** Each pause has an end of its own. */
  pause(paused: boolean): void {
    this.pauses += paused ? 1 : -1;
    if (this.pauses === 0) for (const event of this.held.splice(0)) this.pass(event);
  }

  /** Forgets what is held. */
  clear(): void {
    this.held.length = 0;
  }
}
