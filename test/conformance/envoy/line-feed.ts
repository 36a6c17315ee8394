/** Lines as they come, and who waits for one. */
export class LineFeed {
  #lines: string[] = [];
  readonly #waiting = new Set<() => void>();
  #ended: string | undefined;

  add(line: string): void {
    this.#lines.push(line);
    this.#wake();
  }

  /** Nothing more comes. */
  end(why: string): void {
    this.#ended = why;
    this.#wake();
  }

  get ended(): string | undefined {
    return this.#ended;
  }

  /** Waits until so many lines since the last {@link take} fit. Rejects when the feed ends before. */
  async until(fits: (line: string) => boolean, count = 1): Promise<void> {
    let next = 0;
    let missing = count;
    for (;;) {
      for (; next < this.#lines.length; ++next) if (fits(this.#lines[next] ?? "") && --missing === 0) return;
      if (this.#ended !== undefined) throw new Error(`Envoy has ended: ${this.#ended}`);
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  /** The lines since the last time. */
  take(): string[] {
    const lines = this.#lines;
    this.#lines = [];
    return lines;
  }

  #wake(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const resolve of waiting) resolve();
  }
}
