/** How a call into a module has failed. */
export interface Trap {
  /** The callback that failed; `_initialize` and the like while the module loads. */
  callback: string;
  /** The engine's words, such as `unreachable` or `memory access out of bounds`. */
  reason: string;
  /** The engine's error, with its stack. */
  error: Error;
}

/** Thrown by a host function to end the module's call, as Envoy does. */
export class HostTrap extends Error {
  override readonly name = "HostTrap";
}
