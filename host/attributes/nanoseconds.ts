import { Duration } from "./value.ts";

/** Nanoseconds as a duration. */
export function durationOf(nanoseconds: number | undefined): Duration | undefined {
  return nanoseconds === undefined ? undefined : new Duration(BigInt(nanoseconds));
}
