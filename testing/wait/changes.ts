interface Wait {
  happened: () => boolean;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** Lets any number wait for something to have happened, and looks again after each change. */
export class Changes {
  readonly #waits = new Set<Wait>();
  #end: unknown;

  /** How many wait. */
  get waiting(): number {
    return this.#waits.size;
  }

  /** Resolves when it has happened; rejects when it cannot any more. */
  until(happened: () => boolean): Promise<void> {
    if (happened()) return Promise.resolve();
    if (this.#end !== undefined) return Promise.reject(this.#end);
    return new Promise((resolve, reject) => this.#waits.add({ happened, resolve, reject }));
  }

  /** Something has changed. */
  notify(): void {
    for (const wait of this.#waits) {
      if (!wait.happened()) continue;
      this.#waits.delete(wait);
      wait.resolve();
    }
  }

  /** Nothing will change for those who wait now. */
  giveUp(error: unknown): void {
    for (const { reject } of this.#waits) reject(error);
    this.#waits.clear();
  }

  /** Nothing will change any more. */
  end(error: unknown): void {
    this.#end = error;
    this.giveUp(error);
  }
}
