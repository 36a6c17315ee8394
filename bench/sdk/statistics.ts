/** The value below which a share of the values lies, interpolated between neighbours; NaN of no values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? Number.NaN;
  return below + (above - below) * (at - Math.floor(at));
}

/** The middle value. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The items in another order. `random` gives numbers from 0 to below 1. */
export function shuffled<T>(items: readonly T[], random: () => number = Math.random): T[] {
  const keyed = items.map((item) => ({ item, key: random() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}

const resamples = 400;

/**
 * The interval that holds a statistic of the rounds with 95 %, from drawing the rounds anew with replacement (percentile
 * bootstrap). `statistic` is given the indexes of the rounds drawn.
 */
export function interval(
  rounds: number,
  statistic: (drawn: readonly number[]) => number,
  random: () => number = Math.random,
): [low: number, high: number] {
  const values = Array.from({ length: resamples }, () => {
    return statistic(Array.from({ length: rounds }, () => Math.floor(random() * rounds)));
  });
  return [quantile(values, 0.025), quantile(values, 0.975)];
}

/** The values of these rounds. */
export function drawn(values: readonly number[], rounds: readonly number[]): number[] {
  return rounds.map((round) => values[round] ?? Number.NaN);
}
