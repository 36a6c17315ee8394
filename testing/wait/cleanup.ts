/** What is to be undone, in reverse order. */
export class Cleanup {
  readonly #actions: (() => Promise<void> | void)[] = [];

  defer(action: () => Promise<void> | void): void {
    this.#actions.push(action);
  }

  /** Undoes everything, once; throws the first error after all of it. */
  async run(): Promise<void> {
    const errors: unknown[] = [];
    for (const action of this.#actions.splice(0).reverse()) {
      try {
        await action();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
}
