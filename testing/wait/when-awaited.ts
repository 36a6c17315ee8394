/**
 * A promise whose work begins when somebody waits for it. On the host time goes by only while a test waits for something: a
 * request that a test starts, and looks at later, must not take the time that it may need before.
 */
export class WhenAwaited<T> implements Promise<T> {
  readonly [Symbol.toStringTag] = "Promise";
  readonly #work: () => Promise<T>;
  #promise: Promise<T> | undefined;

  constructor(work: () => Promise<T>) {
    this.#work = work;
  }

  // biome-ignore lint/suspicious/noThenProperty: it is a promise
  then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.#promise ??= this.#work();
    return this.#promise.then(onFulfilled, onRejected);
  }

  catch<B = never>(onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<T | B> {
    return this.then(undefined, onRejected);
  }

  finally(onFinally?: (() => void) | null): Promise<T> {
    return this.then().finally(onFinally);
  }
}
