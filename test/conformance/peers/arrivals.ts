/** Counts what comes, and knows who waits for so much. */
export class Arrivals {
  #bytes = 0;
  #isOver = false;
  readonly #waiting = new Set<{ bytes: number; resolve: () => void }>();

  add(bytes: number): void {
    this.#bytes += bytes;
    this.#wake();
  }

  /** Nothing more comes. */
  end(): void {
    this.#isOver = true;
    this.#wake();
  }

  /** Resolves when so many bytes have come in all, or nothing more will. */
  until(bytes: number): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.add({ bytes, resolve });
      this.#wake();
    });
  }

  #wake(): void {
    for (const waiting of this.#waiting) {
      if (this.#bytes < waiting.bytes && !this.#isOver) continue;
      this.#waiting.delete(waiting);
      waiting.resolve();
    }
  }
}
