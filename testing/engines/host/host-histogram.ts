import type { Histogram } from "../../metrics.ts";

/** The percentiles that Envoy knows. */
const percentiles = [0, 25, 50, 75, 90, 95, 99, 99.5, 99.9, 100];

/** All values of a histogram, summed up; undefined for none. */
export function histogramOf(values: readonly bigint[]): Histogram | undefined {
  if (values.length === 0) return undefined;
  const sorted = values.map(Number).sort((a, b) => a - b);
  return {
    samples: sorted.length,
    percentiles: Object.fromEntries(percentiles.map((percent) => [`P${percent}`, valueAt(sorted, percent)])),
  };
}

/** The least value that is not below so many percent of all. */
function valueAt(sorted: readonly number[], percent: number): number {
  const rank = Math.max(1, Math.ceil((percent / 100) * sorted.length));
  return sorted[rank - 1] ?? 0;
}
