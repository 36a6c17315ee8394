import type { Received } from "./received.ts";
import type { Sender } from "./sender.ts";

/** A connection to the proxy. */
export interface Client {
  /** A request, of which nothing is sent yet. */
  start(): ClientStream;
  /** Whether the other side has closed it. */
  isClosed(): boolean;
  /** Closes the connection; resolves when it is closed. */
  stop(): Promise<void>;
}

export interface ClientStream extends Sender {
  /** What came back. */
  received: Received;
  /** Resolves when nothing more will come. */
  ended: Promise<void>;
}

/** A promise and what fulfils it. */
export function deferred(): { promise: Promise<void>; resolve(): void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
