// A turn is one callback from the host, from its call to its return. It begins on one context; host calls may be made to act
// on others meanwhile.
import { beginNested, freeAll } from "./arena";
import { Status } from "./enums/status";
import { proxy_set_effective_context } from "./host";

/** The context of which the host says that it has ended: it can neither be answered nor reset any more. */
let ending: u32 = 0;

/** The number of the turn; 0 until somebody asks. Filters that never ask have no code for it. */
let number: u32 = 0;
let numbered: u32 = 0;

/** Callbacks that run: more than one where the host calls back in the middle of a host call, as Envoy does for DNS. */
let depth: i32 = 0;

/** Changes with each turn: what was read from the host in an earlier one may have changed. */
export let epoch: u32 = 1;

/** The context whose callback runs, or to which the answer of a call has come; 0 outside of callbacks. */
export let current: u32 = 0;

/** The context that host calls act on; 0 when that is not known. */
let effective: u32 = 0;

/** To be called at the begin of each callback. Gives what {@link endTurn} is to be told. */
export function beginTurn(contextId: u32): u32 {
  const outer = current;
  if (depth++) beginNested();
  ++epoch;
  current = effective = contextId;
  return outer;
}

/** To be called at the end of each callback: no pointer to garbage-collected memory is on the stack there. */
export function endTurn(outer: u32): void {
  ++epoch;
  current = outer;
  effective = 0;
  if (--depth) return;
  ending = number = 0;
  freeAll();
  // @ts-ignore: the compiler adds it to the garbage collector
  if (isDefined(__mesh_gc_poll)) __mesh_gc_poll();
}

/** Makes host calls act on a context; false where the host has no such context any more. */
export function actOn(contextId: u32): bool {
  if (!contextId) return false;
  if (contextId == effective) return true;
  if (proxy_set_effective_context(contextId) != Status.Ok) return false;
  effective = contextId;
  // Maps that were read belong to the other context
  ++epoch;
  return true;
}

/** What is added to the numbers of header maps and buffers of a context that is gone: the host knows none such. */
export const gone: u32 = 16;

/** Makes host calls act on a context; what to add to the numbers of its maps and buffers: 0, or {@link gone}. */
export function scopeOf(contextId: u32): u32 {
  return actOn(contextId) ? 0 : gone;
}

/** Makes host calls act on the context whose turn it is, whichever they were made to act on meanwhile. */
export function actOnCurrent(): void {
  actOn(current);
}

/** Makes a context the one whose turn it is: an answer has come for it. False where the host has no such context any more. */
export function turnTo(contextId: u32): bool {
  if (!actOn(contextId)) return false;
  current = contextId;
  return true;
}

/** To be called in the callbacks that tell the end of a context. */
export function setEnding(contextId: u32): void {
  ending = contextId;
}

/** Tells this turn, with callbacks in the middle of its host calls, from all others; not 0. */
export function turnNumber(): u32 {
  if (!number) number = ++numbered;
  return number;
}

/** Makes host calls act on a context that goes on; false where it has ended, or the host has no such context any more. */
export function actOnLiving(contextId: u32): bool {
  return contextId != ending && actOn(contextId);
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

/** Whether a plugin's VM is being started. */
let starting: bool = false;

/** To be called around `onVmStart`. */
export function setStarting(value: bool): void {
  starting = value;
}

export function isStarting(): bool {
  return starting;
}

/** Whether a callback runs: outside of one (while the module is loaded) Envoy allows logging, clock and random only. */
export function isInTurn(): bool {
  return depth > 0;
}
