/**
 * What upstreams send over HTTP/2. What they send without a wait in between comes together, as frames do that Envoy reads at
 * once: before any of it leads to an answer of another upstream.
 */
export class Outbox {
  readonly #waiting: (() => void)[] = [];

  async post(send: () => void): Promise<void> {
    this.#waiting.push(send);
  }

  /** Sends what is waiting. Answers whether there was anything. */
  flush(): boolean {
    const waiting = this.#waiting.splice(0);
    for (const send of waiting) send();
    return waiting.length > 0;
  }
}
