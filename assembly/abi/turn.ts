// A turn is one callback from the host, from its call to its return.
import { beginNested, freeAll } from "./arena";

/** Callbacks that run: more than one where the host calls back in the middle of a host call (Envoy does not). */
let depth: i32 = 0;

/** Changes with each turn: what was read from the host in an earlier one may have changed. */
export let epoch: u32 = 1;

/** To be called at the begin of each callback. */
export function beginTurn(): void {
  if (depth++) beginNested();
  ++epoch;
}

/** To be called at the end of each callback: no pointer to garbage-collected memory is on the stack there. */
export function endTurn(): void {
  ++epoch;
  if (--depth) return;
  freeAll();
  // @ts-ignore: the compiler adds it to the garbage collector
  if (isDefined(__mesh_gc_poll)) __mesh_gc_poll();
}

/** Whether the callback that runs is the one for access logs, where Envoy must not be told to change anything. */
let logging: bool = false;

/** To be called around `onLog`. */
export function setLogging(value: bool): void {
  logging = value;
}

export function isLogging(): bool {
  return logging;
}

/** Whether a callback runs: outside of one (while the module is loaded) Envoy allows logging, clock and random only. */
export function isInTurn(): bool {
  return depth > 0;
}
