/** What has been started so far, to be ended in the opposite order. */
export interface Started {
  use<T extends AsyncDisposable>(part: T): T;
}

/** Starts something of several parts; they end with it, and those that have started end where a later one fails to. */
export async function starting<T extends object>(body: (started: Started) => Promise<T>): Promise<T & AsyncDisposable> {
  const parts: AsyncDisposable[] = [];
  async function end(): Promise<void> {
    for (const part of parts.splice(0).reverse()) await part[Symbol.asyncDispose]();
  }
  function use<P extends AsyncDisposable>(part: P): P {
    parts.push(part);
    return part;
  }
  try {
    return Object.assign(await body({ use }), { [Symbol.asyncDispose]: end });
  } catch (error) {
    await end();
    throw error;
  }
}
