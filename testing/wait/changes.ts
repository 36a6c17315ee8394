interface Wait {
  happened: () => boolean;
  /** For messages. */
  what: string;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** Lets any number wait for something to have happened, and looks again after each change. */
export class Changes {
  readonly #waits = new Set<Wait>();
  #end: ((what: string) => unknown) | undefined;

  /** How many wait. */
  get waiting(): number {
    return this.#waits.size;
  }

  /** Resolves when it has happened; rejects when it cannot any more. */
  until(happened: () => boolean, what: string): Promise<void> {
    if (happened()) return Promise.resolve();
    if (this.#end) return Promise.reject(this.#end(what));
    return new Promise((resolve, reject) => this.#waits.add({ happened, what, resolve, reject }));
  }

  /** Something has changed. */
  notify(): void {
    for (const wait of this.#waits) {
      try {
        if (!wait.happened()) continue;
        wait.resolve();
      } catch (error) {
        wait.reject(error); // it is a function of the test
      }
      this.#waits.delete(wait);
    }
  }

  /** Nothing will change for those who wait now. Each gets an error of its own. */
  giveUp(errorOf: (what: string) => unknown): void {
    for (const { what, reject } of this.#waits) reject(errorOf(what));
    this.#waits.clear();
  }

  /** Nothing will change any more. */
  end(errorOf: (what: string) => unknown): void {
    this.#end = errorOf;
    this.giveUp(errorOf);
  }
}
