import { drawn, interval, median, quantile } from "./statistics.ts";

/** One case beside the others; microseconds per request. */
export interface Comparison {
  cpu_us_per_request: number;
  /** Median of the differences to the case "nothing" of the same round, and their quartiles. */
  over_nothing_us: number;
  over_nothing_q1_us: number;
  over_nothing_q3_us: number;
  /** `over_nothing_us` as a multiple of that of the case "raw", and an interval that holds it with 95 %. */
  to_raw?: number;
  to_raw_low?: number;
  to_raw_high?: number;
}

/** Compares a case with "nothing" and, where that was measured, with "raw". */
export function compare(microseconds: ReadonlyMap<string, readonly number[]>, name: string): Comparison {
  const over = overNothing(microseconds, name);
  const raw = microseconds.has("raw") ? overNothing(microseconds, "raw") : undefined;
  return {
    cpu_us_per_request: median(microseconds.get(name) ?? []),
    over_nothing_us: median(over),
    over_nothing_q1_us: quantile(over, 0.25),
    over_nothing_q3_us: quantile(over, 0.75),
    ...(raw && name !== "nothing" ? toRaw(over, raw) : {}),
  };
}

function overNothing(microseconds: ReadonlyMap<string, readonly number[]>, name: string): number[] {
  const nothing = microseconds.get("nothing") ?? [];
  return (microseconds.get(name) ?? []).map((value, round) => value - (nothing[round] ?? Number.NaN));
}

function toRaw(over: readonly number[], raw: readonly number[]) {
  const [low, high] = interval(over.length, (rounds) => median(drawn(over, rounds)) / median(drawn(raw, rounds)));
  return { to_raw: median(over) / median(raw), to_raw_low: low, to_raw_high: high };
}
