import { median } from "../sdk/statistics.ts";

/** How much a median may grow from the second quarter of a run to the last. */
const tolerance = 1.1;

/** What became of one kind of memory in the course of a run. */
export interface Verdict {
  /** Medians of the second quarter of the samples, when all is warm, and of the last. */
  warm: number;
  end: number;
  growth: number;
  flat: "yes" | "no";
}

/** Compares the begin of a run, without its first quarter, with its end. */
export function verdictOn(samples: readonly number[]): Verdict {
  const quarter = samples.length / 4;
  const warm = median(samples.slice(Math.floor(quarter), Math.floor(2 * quarter)));
  const end = median(samples.slice(Math.floor(3 * quarter)));
  return { warm, end, growth: end / warm, flat: end <= tolerance * warm ? "yes" : "no" };
}
