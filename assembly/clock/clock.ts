import { WasiClock } from "../abi/enums/wasi-clock";
import { readClock } from "../abi/wasi-calls";

/**
 * The time since 1970-01-01T00:00:00Z in nanoseconds. It may jump when the clock of the machine is set. May be used at any
 * time, also while the module is loaded.
 *
 * @example
 * const seconds = now() / 1_000_000_000;
 */
export function now(): u64 {
  return readClock(WasiClock.Realtime);
}

/**
 * The time since some moment in nanoseconds, for measuring how long something takes: it never goes back.
 *
 * @example
 * const before = monotonicNow();
 * log.info(this.request.path);
 * const microseconds = (monotonicNow() - before) / 1000;
 */
export function monotonicNow(): u64 {
  return readClock(WasiClock.Monotonic);
}
